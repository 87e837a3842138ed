internal import GeoCore

extension Geocoder {
    /// The matches of many rows, in their order, without notes, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] {
        let size = 512
        return concurrentMap((queries.count + size - 1) / size) { part in
            let session = session(explains: false)
            return queries[part * size..<min((part + 1) * size, queries.count)].map { session.match($0) }
        }.flatMap(\.self)
    }
}
