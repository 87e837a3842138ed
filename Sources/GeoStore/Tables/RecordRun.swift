internal import Foundation
internal import Synchronization

/// Some records of a table that follow each other: what a worker takes at a time. Filled again and again, with its memory.
struct RecordRun: Sendable {
    /// Few enough to stay in a core's cache, enough that handing them over costs nothing.
    private static let recordLimit = 256
    private static let byteLimit = 1 << 20

    private var storage = [DelimitedRecord](repeating: DelimitedRecord(), count: recordLimit)
    private var count = 0

    var records: ArraySlice<DelimitedRecord> { storage[..<count] }

    /// Replaces the records by the next ones of a table.
    ///
    /// - Returns: whether the table may have more.
    fileprivate mutating func fill(from reader: any TableReader) throws(ImportError) -> Bool {
        count = 0
        var bytes = 0
        while count < Self.recordLimit, bytes < Self.byteLimit {
            storage[count].releaseIfLong()
            guard try reader.read(into: &storage[count]) else { return false }
            bytes += storage[count].storage.count
            count += 1
        }
        return true
    }
}

/// The records of a table that no worker has taken yet.
struct RunFeed {
    private let reader: any TableReader
    private var isAtEnd = false

    init(_ reader: any TableReader) { self.reader = reader }

    /// - Returns: `false` when there were none left.
    mutating func fill(_ run: inout RecordRun) throws(ImportError) -> Bool {
        if isAtEnd { return false }
        isAtEnd = try !run.fill(from: reader)
        return !run.records.isEmpty
    }
}

extension RunFeed {
    /// Decodes all records on all cores and hands them out in their order.
    ///
    /// - Parameters:
    ///   - reader: read from here on, and by nobody else.
    ///   - decoder: called once by each worker; what it returns is called by that worker alone.
    ///   - body: called by this thread with each record and what was made of it.
    static func forEach<Value: Sendable>(
        of reader: sending any TableReader, decoder: @escaping @Sendable () -> (DelimitedRecord) -> Value,
        _ body: (DelimitedRecord, Value) -> Void
    ) throws(ImportError) {
        let feed = Mutex(RunFeed(reader))
        let workers = ProcessInfo.processInfo.activeProcessorCount
        do {
            let ring = PieceRing([DecodedRun<Value>](repeating: DecodedRun(), count: 2 * workers + 1))
            try ring.run(workers: workers) { piece in
                try feed.withLock { try $0.fill(&piece.run) }
            } work: {
                let decode = decoder()
                return { piece in piece.values = piece.run.records.map(decode) }
            } empty: { piece in
                for (record, value) in zip(piece.run.records, piece.values) { body(record, value) }
            }
        } catch {
            throw error as? ImportError ?? ImportError("\(error)", location: nil)
        }
    }
}

/// Some records and what was made of each.
private struct DecodedRun<Value: Sendable>: Sendable {
    var run = RecordRun()
    var values: [Value] = []
}
