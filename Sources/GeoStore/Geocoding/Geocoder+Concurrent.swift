internal import Dispatch
internal import GeoCore
internal import Synchronization

extension Geocoder {
    /// The matches of many rows, in their order, without notes, found on all cores.
    func concurrentMatches(_ queries: [PlaceQuery]) -> [GeocodingMatch] {
        let size = 512
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
