internal import Dispatch
internal import GeoCore
internal import Synchronization

extension Geocoder {
    /// The matches of many rows, in their order, without notes, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] {
        let size = 512
        // So many rows hold every kind of mistake: the parts of the index that those need are built at once, rather than one after the other.
        if queries.count > 2 * size { prepare() }
        let starts = Array(stride(from: 0, to: queries.count, by: size))
        let pieces = Mutex([[GeocodingMatch]](repeating: [], count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { job in
            let session = session(explains: false)
            let piece = queries[starts[job]..<min(starts[job] + size, queries.count)].map { session.match($0) }
            pieces.withLock { $0[job] = piece }
        }
        return pieces.withLock { $0.flatMap(\.self) }
    }
}
