internal import GeoCore

/// The rows of a run of plain lines: each has the fields of the header and none is quoted. Rows are written as they stand.
struct LineRows: PointRows {
    private let bytes: [UInt8]
    private var rows: [Range<Int32>] = []
    private var readings: [Position] = []
    /// Rows without a position: their place, line and what is wrong; `nil`: nothing is there.
    private var flaws: [(line: Int, text: String?)] = []
    private(set) var lineCount = 0
    private let delimiter: UInt8

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
            var fieldStart = i
            var x = 0..<0
            var y = 0..<0
            var end = count
            while i < count {
                let kind = classes[Int(bytes[i])]
                if kind == Self.ordinary {
                    i += 1
                    continue
                }
                if kind == Self.isDelimiter {
                    if field == place.x { x = fieldStart..<i }
                    if field == place.y { y = fieldStart..<i }
                    field += 1
                    i += 1
                    fieldStart = i
                    continue
                }
                if kind == Self.high {
                    hasHighBytes = true
                    i += 1
                    continue
                }
                if kind == Self.control { return false }
                end = i
                if kind == Self.carriageReturn {
                    i += 1
                    guard i < count, bytes[i] == 0x0A else { return false }
                }
                break
            }
            if i < count || end < count { lineCount += 1 }
            i += 1
            if field == place.x { x = fieldStart..<end }
            if field == place.y { y = fieldStart..<end }
            if end == start { continue }
            guard field == width - 1 else { return false }
            rows.append(Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end))
            switch PointReading(UnsafeBufferPointer(rebasing: bytes[x]), UnsafeBufferPointer(rebasing: bytes[y])) {
            case .position(let position): readings.append(position)
            case .missing:
                flaws.append((lineCount, nil))
                readings.append(Position(.nan, .nan))
            case .invalid(let text):
                flaws.append((lineCount, text))
                readings.append(Position(.nan, .nan))
            }
        }
        return !hasHighBytes || TextEncoding.isUTF8(bytes)
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
