internal import GeoCore

extension Geocoder {
    /// The matches of many rows, in their order, without notes, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] { concurrentMap(queries, place: \.self) { $1 } }

    /// What `make` makes of each row and the match of its place, in their order, on all cores; without notes.
    func concurrentMap<Row: Sendable, Made: Sendable>(
        _ rows: [Row], place: @Sendable (Row) -> PlaceQuery, make: @Sendable (Row, GeocodingMatch) -> Made
    ) -> [Made] {
        let size = 256
        return GeoCore.concurrentMap((rows.count + size - 1) / size) { part in
            let session = session(explains: false)
            return rows[part * size..<min((part + 1) * size, rows.count)].map { make($0, session.match(place($0))) }
        }.flatMap(\.self)
    }
}
