internal import GeoCore

/// What each zone adds to a row of a delimited table, written once for all rows: `,33063,Bordeaux` and its two fields.
struct RowEndings: Sendable {
    private var bytes: [UInt8] = []
    /// For each zone, and for none at the end: where its ending begins, its name, its line end and the next.
    private var marks: [Int32] = []
    private(set) var longest = 0

    init(_ zones: ZoneLayer, delimiter: UInt8) {
        for zone in zones.zones + [ZoneLayer.Zone(id: "", name: "", boundary: MultiPolygon([]))] {
            let start = bytes.count
            bytes.append(delimiter)
            DelimitedField.append(zone.id, delimiter, to: &bytes)
            marks += [Int32(start), Int32(bytes.count)]
            bytes.append(delimiter)
            DelimitedField.append(zone.name, delimiter, to: &bytes)
            marks.append(Int32(bytes.count))
            bytes += [0x0D, 0x0A]
            longest = max(longest, bytes.count - start)
        }
        marks.append(Int32(bytes.count))
    }

    private func first(_ zone: Int32) -> Int { 3 * (zone < 0 ? (marks.count - 1) / 3 - 1 : Int(zone)) }

    /// Delimiter, identifier, delimiter, name, and the line end where it `ends` the row.
    @inline(__always)
    func append(_ zone: Int32, ends: Bool, to out: inout [UInt8]) {
        let first = first(zone)
        append(marks[first], marks[ends ? first + 3 : first + 2], &out)
    }

    /// The identifier as a field, without a delimiter.
    func appendID(_ zone: Int32, to out: inout [UInt8]) {
        let first = first(zone)
        append(marks[first] + 1, marks[first + 1], &out)
    }

    /// The name as a field, without a delimiter.
    func appendName(_ zone: Int32, to out: inout [UInt8]) {
        let first = first(zone)
        append(marks[first + 1] + 1, marks[first + 2], &out)
    }

    @inline(__always)
    private func append(_ start: Int32, _ end: Int32, _ out: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)])) }
    }

    /// Lends the memory of all endings.
    func withReader<Result>(_ body: (Reader) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in marks.withUnsafeBufferPointer { marks in body(Reader(bytes: bytes, marks: marks)) } }
    }

    /// The endings for as long as their memory is lent.
    struct Reader {
        fileprivate let bytes: UnsafeBufferPointer<UInt8>
        fileprivate let marks: UnsafeBufferPointer<Int32>

        /// Delimiter, identifier, delimiter, name and line end.
        func whole(_ zone: Int32) -> UnsafeBufferPointer<UInt8> { part(first(zone), first(zone) + 3, skipping: 0) }
        /// The identifier as a field.
        func id(_ zone: Int32) -> UnsafeBufferPointer<UInt8> { part(first(zone), first(zone) + 1, skipping: 1) }
        /// The name as a field.
        func name(_ zone: Int32) -> UnsafeBufferPointer<UInt8> { part(first(zone) + 1, first(zone) + 2, skipping: 1) }

        private func first(_ zone: Int32) -> Int { 3 * (zone < 0 ? (marks.count - 1) / 3 - 1 : Int(zone)) }

        private func part(_ start: Int, _ end: Int, skipping: Int) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: bytes[Int(marks[start]) + skipping..<Int(marks[end])])
        }
    }
}
