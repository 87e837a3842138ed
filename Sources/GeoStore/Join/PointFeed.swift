internal import GeoCore

/// A run of points as it comes from its file, for one worker.
enum PointRun: Sendable {
    /// Whole lines of a delimited table without a quotation mark.
    case lines([UInt8])
    case records([DelimitedRecord])
    case features([LayerFeature], first: Int)
}

/// The points of a file, run by run. One worker at a time.
protocol PointFeed {
    mutating func next() throws -> PointRun?
}

/// The rows of any table, as the reader gives them.
struct RecordFeed: PointFeed {
    let reader: any TableReader
    private static let rows = 4096

    mutating func next() throws -> PointRun? {
        var records: [DelimitedRecord] = []
        records.reserveCapacity(Self.rows)
        var record = DelimitedRecord()
        while records.count < Self.rows, try reader.read(into: &record) {
            records.append(record)
            record = DelimitedRecord()
        }
        return records.isEmpty ? nil : .records(records)
    }
}

struct FeatureFeed: PointFeed {
    let reader: any LayerReader
    private var count = 0
    private static let size = 4096

    init(reader: any LayerReader) { self.reader = reader }

    mutating func next() throws -> PointRun? {
        var features: [LayerFeature] = []
        while features.count < Self.size, let feature = try reader.next() { features.append(feature) }
        defer { count += features.count }
        return features.isEmpty ? nil : .features(features, first: count + 1)
    }
}

/// The lines of a delimited table, cut into runs without looking inside, so that workers can read them side by side.
///
/// That is right as long as no quotation mark can hold a line break: from the first one on, the rows come from a `DelimitedTextReader`.
struct LineFeed: PointFeed {
    let header: [String]
    let delimiter: UInt8
    let encoding: TextEncoding?
    let name: String
    private let source: ByteSource
    /// Read and not handed out.
    private var held: [UInt8] = []
    private var isAtEnd = false
    private var records: RecordFeed?
    private static let size = 1 << 19

    /// - Parameter columns: `meaning=header` pairs of the user; they help to see a header below a title.
    /// - Returns: `nil` when the table has to be read by its reader from the start: a workbook, a quoted header, a title above it, another encoding.
    init?(_ source: ByteSource, columns: [String]) throws(ImportError) {
        let start = try source.peek(256 << 10)
        guard !start.starts(with: ZipArchive.signature), !start.starts(with: CompoundFile.signature) else { return nil }
        var options = DelimitedTextReader.Options()
        options.headerSearch = HeaderSearch(columns: columns)
        let look = try DelimitedTextReader(ByteSource(start, name: source.name), options: options)
        guard look.headerLine == 1, look.encoding != .windows1252, let end = Self.end(ofLine: look.headerLine, in: start),
            !start[..<end].contains(0x22)
        else { return nil }
        self.source = source
        name = source.name
        header = look.header
        delimiter = look.delimiter
        encoding = look.encoding
        try source.skip(end)
    }

    /// Where the line after a physical line begins; `nil` when the table ends its lines otherwise than with LF.
    private static func end(ofLine number: Int, in bytes: [UInt8]) -> Int? {
        var line = 0
        for (place, byte) in bytes.enumerated() {
            if byte == 0x0D, place + 1 < bytes.count, bytes[place + 1] != 0x0A { return nil }
            guard byte == 0x0A else { continue }
            line += 1
            if line == number { return place + 1 }
        }
        return nil
    }

    mutating func next() throws -> PointRun? {
        if records != nil { return try records?.next() }
        while !isAtEnd {
            let old = held.count
            var failure: ImportError?
            var run = [UInt8](unsafeUninitializedCapacity: old + Self.size) { bytes, count in
                _ = bytes.update(fromContentsOf: held)
                count = old
                do throws(ImportError) {
                    count += try source.read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[old...]))
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            isAtEnd = run.count == old
            if run[old...].contains(0x22) || run.count > 8 << 20 { return try readQuoted(run) }
            guard !isAtEnd else {
                held = []
                return run.isEmpty ? nil : .lines(run)
            }
            guard let last = run.lastIndex(of: 0x0A) else {
                held = run
                continue
            }
            held = Array(run[(last + 1)...])
            run.removeSubrange((last + 1)...)
            return .lines(run)
        }
        return nil
    }

    /// Gives the rest of the table, beginning with `bytes`, to a reader.
    private mutating func readQuoted(_ bytes: [UInt8]) throws -> PointRun? {
        held = []
        var rest = bytes[...]
        let source = source
        let joined = ByteSource(name: name) { buffer throws(ImportError) in
            if rest.isEmpty { return try source.read(into: buffer) }
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        records = RecordFeed(
            reader: try DelimitedTextReader(joined, options: .rowsBelowHeader(delimiter: delimiter, encoding: encoding)))
        return try records?.next()
    }
}

extension DelimitedTextReader.Options {
    /// Of rows whose header was read before: the first line of their file.
    static func rowsBelowHeader(delimiter: UInt8, encoding: TextEncoding?) -> DelimitedTextReader.Options {
        var options = DelimitedTextReader.Options(delimiter: delimiter, encoding: encoding, hasHeader: false)
        options.firstLine = 2
        return options
    }
}

extension ByteSource {
    /// Reads so many bytes and forgets them.
    fileprivate func skip(_ count: Int) throws(ImportError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        var done = 0
        while done < count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
            if got == 0 { return }
            done += got
        }
    }
}
