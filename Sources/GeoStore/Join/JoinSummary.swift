/// What a join came to.
public struct JoinSummary: Sendable {
    /// Rows or features of the points.
    public internal(set) var points = 0
    /// Those that have a zone.
    public internal(set) var matched = 0
    /// Rows with two empty coordinates.
    public internal(set) var withoutCoordinates = 0
    /// Rows whose coordinates are not numbers, not finite or have no image in longitude and latitude.
    public internal(set) var invalid = 0
    /// Rows that have not as many fields as the header.
    public internal(set) var ragged = 0
    /// The first remarks on single rows, with their line.
    public internal(set) var remarks: [(line: Int, text: String)] = []
    /// How many points each zone has; empty unless points are counted.
    public internal(set) var counts: [Int] = []

    static let maximumRemarks = 20

    public var text: String {
        var text = "\(points) point\(points == 1 ? "" : "s"), \(matched) in a zone"
        if withoutCoordinates > 0 { text += ", \(withoutCoordinates) without coordinates" }
        if invalid > 0 { text += ", \(invalid) whose coordinates cannot be read" }
        if ragged > 0 { text += ", \(ragged) rows with more or fewer fields than the header" }
        return text
    }

    mutating func add(_ other: JoinSummary, lineOffset: Int) {
        points += other.points
        matched += other.matched
        withoutCoordinates += other.withoutCoordinates
        invalid += other.invalid
        ragged += other.ragged
        for remark in other.remarks where remarks.count < Self.maximumRemarks { remarks.append((remark.line + lineOffset, remark.text)) }
    }

    mutating func remark(_ line: Int, _ text: String) {
        if remarks.count < Self.maximumRemarks { remarks.append((line, text)) }
    }
}
