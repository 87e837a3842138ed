internal import Dispatch
internal import GeoCore
internal import Synchronization

extension Geocoder {
    /// The matches of many rows, in their order, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] {
        let size = 512
        guard queries.count > size else { return matches(queries) }
        let starts = Array(stride(from: 0, to: queries.count, by: size))
        let pieces = Mutex([[GeocodingMatch]](repeating: [], count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { job in
            let piece = matches(Array(queries[starts[job]..<min(starts[job] + size, queries.count)]))
            pieces.withLock { $0[job] = piece }
        }
        return pieces.withLock { $0.flatMap(\.self) }
    }
}
