internal import Dispatch
internal import GeoCore

extension Geocoder {
    /// The matches of many rows, in their order, without notes, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] { concurrentMap(queries, place: \.self) { $1 } }

    /// What `make` makes of each row and the match of its place, in their order, on all cores; without notes.
    ///
    /// Each is made where it stays: of a million rows a second copy would be a quarter of a gigabyte.
    func concurrentMap<Row: Sendable, Made: Sendable>(
        _ rows: [Row], place: @Sendable (Row) -> PlaceQuery, make: @Sendable (Row, GeocodingMatch) -> Made
    ) -> [Made] {
        let size = 256
        return [Made](unsafeUninitializedCapacity: rows.count) { buffer, count in
            // Every place is written once, by one thread.
            nonisolated(unsafe) let places = buffer
            DispatchQueue.concurrentPerform(iterations: (rows.count + size - 1) / size) { part in
                let session = session(explains: false)
                for row in part * size..<min((part + 1) * size, rows.count) {
                    places.initializeElement(at: row, to: make(rows[row], session.match(place(rows[row]))))
                }
            }
            count = rows.count
        }
    }
}
