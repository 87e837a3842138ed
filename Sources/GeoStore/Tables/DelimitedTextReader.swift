/// Reads a delimited table (RFC 4180 and what exports really contain) record by record, in memory bounded by the longest record.
///
/// - Delimiter `;` `,` tab or `|`, found from the first rows unless given; a first line `sep=;` (Excel) is obeyed.
/// - Quoted fields may hold delimiters, line breaks and doubled quotes. A quote inside an unquoted field is a character.
/// - Lines end with LF, CRLF or CR. Empty lines are skipped, but for those of a table of one column.
/// - UTF-8 with or without byte-order mark, or Windows-1252, found from the text.
/// - NUL bytes, UTF-16 and the signatures of other formats are refused: they are not text.
///
/// What is wrong with one record is told in its `flaws` and never stops the reading. Not `Sendable`: one reader, one worker.
/// Cost: linear in the bytes; no allocation for each record when `read(into:)` is given the same record again.
public final class DelimitedTextReader: TableReader {
    public struct Options: Sendable {
        /// ASCII; `nil`: found from the first rows.
        public var delimiter: UInt8?
        /// `nil`: found from the text.
        public var encoding: TextEncoding?
        /// The first record names the columns.
        public var hasHeader = true
        /// The header may stand below a title: it is looked for among the first rows.
        var headerSearch: HeaderSearch?
        /// The line of its file on which the source begins.
        var firstLine = 1
        /// A record longer than this is refused: the file is not a table. A quote still open then is taken as a character.
        public var maximumRecordBytes = 8 << 20

        public init(delimiter: UInt8? = nil, encoding: TextEncoding? = nil, hasHeader: Bool = true) {
            self.delimiter = delimiter
            self.encoding = encoding
            self.hasHeader = hasHeader
        }
    }

    /// What messages call the table.
    public let name: String
    /// The names of the columns, as written; of a table without header, empty.
    public private(set) var header: [String] = []
    /// The physical line of the header; 0 without one.
    public private(set) var headerLine = 0
    public private(set) var delimiter: UInt8
    /// The table's encoding as known so far: `nil` while only ASCII has been seen.
    public private(set) var encoding: TextEncoding?
    /// The table begins with the UTF-8 byte-order mark.
    public let hasByteOrderMark: Bool
    public private(set) var notes: [String] = []

    private let buffer: ByteWindow
    private let maximumRecordBytes: Int
    private var line: Int
    /// The bytes of a record while they are written anew in UTF-8.
    private var transcoding: [UInt8] = []
    /// Number of fields that records are held against; `nil` until the first one.
    private var width: Int?

    /// Reads as much as is needed to know delimiter, encoding and header.
    ///
    /// - Throws: `ImportError` when the source cannot be read, is empty or is not text.
    public init(_ source: ByteSource, options: Options = Options()) throws(ImportError) {
        name = source.name
        maximumRecordBytes = options.maximumRecordBytes
        line = options.firstLine
        buffer = ByteWindow(source)
        while buffer.count < 256 << 10, try buffer.fill() {}
        try TextSignature.refuseOtherFormats(buffer.unread, name: name)
        hasByteOrderMark = TextSignature.startsWithByteOrderMark(buffer.unread)
        if hasByteOrderMark { buffer.consume(3) }
        guard buffer.count > 0 else {
            throw ImportError("the file is empty", location: name, remedy: "Export the table again, with its header row.")
        }
        var declaredDelimiter: UInt8?
        if let separatorLine = TextSignature.excelSeparator(buffer.unread) {
            declaredDelimiter = buffer.unread[4]
            buffer.consume(separatorLine)
            line += 1
        }
        encoding = options.encoding ?? (hasByteOrderMark ? .utf8 : TextEncoding.detect(buffer.wholeLines))
        delimiter = options.delimiter ?? declaredDelimiter ?? DelimiterSniffer.delimiter(of: buffer.wholeLines)
        guard options.hasHeader else { return }
        var record = DelimitedRecord()
        if let search = options.headerSearch {
            try skipTitle(search, isDelimiterKnown: (options.delimiter ?? declaredDelimiter) != nil, &record)
        }
        guard try read(into: &record) else {
            throw ImportError("the file has no header row", location: name, remedy: "Export the table again, with its header row.")
        }
        header = record.values
        headerLine = record.line
    }

    /// Reads up to the row that names the columns, where others stand above it.
    private func skipTitle(_ search: HeaderSearch, isDelimiterKnown: Bool, _ record: inout DelimitedRecord) throws(ImportError) {
        let start = Array(buffer.wholeLines.prefix(HeaderSearch.maximumBytes))
        var found = try look(at: start, delimiter, search)
        if !found.isCertain, !isDelimiterKnown {
            // A title of one cell hides the delimiter of the rows below it.
            for candidate in DelimiterSniffer.candidates where candidate != delimiter {
                let other = try look(at: start, candidate, search)
                guard other.isCertain, other.rowsAbove > 0 else { continue }
                (found, delimiter) = (other, candidate)
                break
            }
        }
        guard let header = found.header, found.rowsAbove > 0 else { return }
        // The lines of the look are those below a line « sep= ».
        let wanted = header.line + line - 1
        while line < wanted, try readAnyRecord(into: &record) {
            // As in the look, so that rows begin on the same lines.
            if width == nil, !record.storage.isEmpty { width = record.fields.count }
        }
        width = nil
        notes.append(found.note(line: line, word: "line"))
    }

    /// What the first rows tell with that delimiter.
    private func look(at start: [UInt8], _ delimiter: UInt8, _ search: HeaderSearch) throws(ImportError) -> HeaderSearch {
        var search = search
        var record = DelimitedRecord()
        let reader = try DelimitedTextReader(
            ByteSource(start, name: name), options: Options(delimiter: delimiter, encoding: encoding, hasHeader: false))
        while !search.isOver, try reader.read(into: &record) { search.look(at: record) }
        return search
    }

    /// The next record; `nil` at the end.
    public func next() throws(ImportError) -> DelimitedRecord? {
        var record = DelimitedRecord()
        return try read(into: &record) ? record : nil
    }

    /// Replaces `record` by the next one, reusing its memory; `false` at the end.
    ///
    /// - Throws: `ImportError` when reading fails, a NUL byte is met (binary data) or a record exceeds the maximum length.
    public func read(into record: inout DelimitedRecord) throws(ImportError) -> Bool {
        while true {
            guard try readAnyRecord(into: &record) else { return false }
            let isEmptyLine = record.storage.isEmpty && record.fields.count == 1
            if isEmptyLine, width != 1 { continue }
            holdAgainstWidth(&record)
            return true
        }
    }

    private func holdAgainstWidth(_ record: inout DelimitedRecord) {
        guard let width else {
            width = record.fields.count
            return
        }
        while record.fields.count > width, let last = record.fields.last, last.isEmpty { record.fields.removeLast() }
        if record.fields.count != width { record.flaws.append(.ragged(expected: width, found: record.fields.count)) }
    }

    private func readAnyRecord(into record: inout DelimitedRecord) throws(ImportError) -> Bool {
        if buffer.count == 0, try !buffer.fill() { return false }
        record.line = line
        record.flaws.removeAll(keepingCapacity: true)
        var scan = RecordScan(delimiter: delimiter)
        while true {
            switch scan.run(buffer.unread, atEnd: buffer.isAtEnd, fields: &record.fields) {
            case .complete where isCharacter(scan.doubtfulQuote):
                scan.literalQuotes.append(scan.doubtfulQuote?.offset ?? 0)
                record.flaws.append(.unterminatedQuote)
            case .complete(let consumed):
                record.storage.removeAll(keepingCapacity: true)
                record.storage.append(contentsOf: UnsafeBufferPointer(rebasing: buffer.unread[..<scan.contentEnd]))
                buffer.consume(consumed)
                line += scan.lineBreaks
                try finish(&record, scan)
                return true
            case .needsMore where buffer.count < maximumRecordBytes:
                let target = min(2 * buffer.count, maximumRecordBytes)
                while buffer.count < target, try buffer.fill() {}
            case .needsMore where scan.isInsideQuotes, .unterminatedQuote:
                // Read the record again, with that quote as a character: rows after it must not vanish into one field.
                scan.literalQuotes.append(scan.openQuote)
                record.flaws.append(.unterminatedQuote)
            case .needsMore:
                throw ImportError(
                    "a row is longer than \(maximumRecordBytes >> 20) MB: this is not a table", location: "\(name):\(line)")
            case .binary(let offsetLine):
                throw ImportError(
                    "a NUL byte was found: this is not text", location: "\(name):\(line + offsetLine)",
                    remedy: "Export the table as CSV in UTF-8.")
            }
        }
    }

    /// The line on which the quote stands is a row of its own when the quote is a character: rows after it must not vanish into one field.
    private func isCharacter(_ quote: (offset: Int, field: Int)?) -> Bool {
        guard let quote, let width else { return false }
        let line = buffer.unread[quote.offset...].prefix { $0 != 0x0A && $0 != 0x0D }
        return quote.field + 1 < width && quote.field + 1 + line.count { $0 == delimiter } == width
    }

    private func finish(_ record: inout DelimitedRecord, _ scan: RecordScan) throws(ImportError) {
        record.plainDelimiter = scan.hasEscapes ? nil : delimiter
        let isASCII = record.storage.withUnsafeBufferPointer { TextEncoding.isASCII($0) }
        // Judged before the quotes are taken off: that moves bytes and leaves parts of characters between the fields.
        let isUTF8 = isASCII || encoding != .windows1252 && record.storage.withUnsafeBufferPointer { TextEncoding.isUTF8($0) }
        if scan.hasEscapes {
            if FieldUnescaping.apply(to: &record, literalQuotes: scan.literalQuotes) { record.flaws.append(.textAfterQuote) }
        }
        if isASCII { return }
        if encoding == nil { encoding = isUTF8 ? .utf8 : .windows1252 }
        if encoding == .utf8 {
            if isUTF8 { return }
            record.flaws.append(.notUTF8)
        }
        swap(&record.storage, &transcoding)
        TextEncoding.transcodeWindows1252(transcoding, &record.fields, to: &record.storage)
    }
}
