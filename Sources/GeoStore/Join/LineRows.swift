internal import GeoCore

/// The rows of a run of plain lines: each has the fields of the header and none is quoted. Rows are written as they stand.
struct LineRows: PointRows {
    let bytes: [UInt8]
    private(set) var rows: [Range<Int32>] = []
    private var readings: [Position] = []
    /// Rows without a position: their place, line and what is wrong; `nil`: nothing is there.
    private var flaws: [(line: Int, text: String?)] = []
    /// Line ends.
    private(set) var lineCount = 0
    let delimiter: UInt8

    /// - Returns: `nil` when a line has another number of fields, a control character or bytes that are not UTF-8.
    init?(_ bytes: [UInt8], delimiter: UInt8, width: Int, place: PointColumns?) {
        guard let place, width > 1 else { return nil }
        self.bytes = bytes
        self.delimiter = delimiter
        rows.reserveCapacity(bytes.count / 24)
        readings.reserveCapacity(bytes.count / 24)
        let classes = Self.classes(delimiter)
        let isPlain = bytes.withUnsafeBufferPointer { bytes in
            classes.withUnsafeBufferPointer { classes in read(bytes, classes, width, place) }
        }
        guard isPlain else { return nil }
    }

    private static let ordinary: UInt8 = 0
    private static let isDelimiter: UInt8 = 1
    private static let lineFeed: UInt8 = 2
    private static let carriageReturn: UInt8 = 3
    private static let control: UInt8 = 4
    private static let high: UInt8 = 5

    private static func classes(_ delimiter: UInt8) -> [UInt8] {
        var classes = [UInt8](repeating: ordinary, count: 256)
        for byte in 0..<0x20 where byte != 9 { classes[byte] = control }
        for byte in 0x80...0xFF { classes[byte] = high }
        classes[0x0A] = lineFeed
        classes[0x0D] = carriageReturn
        classes[Int(delimiter)] = isDelimiter
        return classes
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>, _ width: Int, _ place: PointColumns)
        -> Bool
    {
        var hasHighBytes = false
        var i = 0
        let count = bytes.count
        while i < count {
            let start = i
            var field = 0
            var x = Field()
            var y = Field()
            // Field by field to the end of the line.
            var kind = Self.isDelimiter
            while kind == Self.isDelimiter {
                let fieldStart = i
                // A coordinate is read on the way, in the one look that most of its bytes need.
                let isCoordinate = field == place.x || field == place.y
                let number = isCoordinate ? DecimalNumber.parse(bytes, from: &i, delimiter: delimiter) : nil
                let numberEnd = i
                kind = Self.lineFeed
                while i < count {
                    kind = classes[Int(bytes[i])]
                    if kind == Self.high { hasHighBytes = true } else if kind != Self.ordinary { break }
                    i += 1
                }
                if isCoordinate {
                    let read = Field(range: fieldStart..<i, number: i == numberEnd ? number : nil)
                    if field == place.x { x = read }
                    if field == place.y { y = read }
                }
                if kind == Self.isDelimiter {
                    field += 1
                    i += 1
                }
            }
            let end = i
            if kind == Self.control { return false }
            if kind == Self.carriageReturn {
                i += 1
                guard i < count, bytes[i] == 0x0A else { return false }
            }
            let line = lineCount + 1
            if i < count { lineCount = line }
            i += 1
            if end == start { continue }
            guard field == width - 1 else { return false }
            rows.append(Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end))
            if let x = x.number, let y = y.number {
                readings.append(Position(x, y))
            } else {
                append(PointReading(UnsafeBufferPointer(rebasing: bytes[x.range]), UnsafeBufferPointer(rebasing: bytes[y.range])), line)
            }
        }
        return !hasHighBytes || TextEncoding.isUTF8(bytes)
    }

    /// A coordinate as it was met.
    private struct Field {
        var range = 0..<0
        /// Where it is a plain number.
        var number: Double?
    }

    private mutating func append(_ reading: PointReading, _ line: Int) {
        switch reading {
        case .position(let position): readings.append(position)
        case .missing:
            flaws.append((line, nil))
            readings.append(Position(.nan, .nan))
        case .invalid(let text):
            flaws.append((line, text))
            readings.append(Position(.nan, .nan))
        }
    }

    func positions(_ summary: inout JoinSummary) -> [Position] {
        for flaw in flaws {
            if let text = flaw.text {
                summary.invalid += 1
                // Lines are those of the file, whose first is the header.
                summary.remark(flaw.line + 1, text)
            } else {
                summary.withoutCoordinates += 1
            }
        }
        return readings
    }

    func reserve(_ out: inout [UInt8], _ ending: Int) { out.reserveCapacity(bytes.count + rows.count * min(ending, 40)) }

    func write(_ row: Int, zone: Int32, meters: Double?, _ position: Position, _ worker: JoinWorker, to out: inout [UInt8]) {
        let range = Int(rows[row].lowerBound)..<Int(rows[row].upperBound)
        if worker.copiesRows {
            bytes.withUnsafeBufferPointer { out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
            worker.appendZone(zone, meters, to: &out)
        } else {
            worker.write(zone, meters, position, to: &out) { bytes[field(at: $0, of: range)] }
        }
    }

    private func field(at wanted: Int, of line: Range<Int>) -> Range<Int> {
        bytes.withUnsafeBufferPointer { bytes in
            var start = line.lowerBound
            var field = 0
            for place in line where bytes[place] == delimiter {
                if field == wanted { return start..<place }
                field += 1
                start = place + 1
            }
            return field == wanted ? start..<line.upperBound : start..<start
        }
    }
}
