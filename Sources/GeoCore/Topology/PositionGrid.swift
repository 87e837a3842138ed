/// Positions in square cells, about two in each.
struct PositionGrid: Sendable {
    private let origin: Position
    private let cell: Double
    private let columns: Int
    private let rows: Int
    private var starts: [Int32]
    /// By cell.
    private var items: [(position: Position, number: Int32)]

    /// - Parameter members: the positions that are found again, by their places.
    init(_ positions: [Position], members: [Int]) {
        var envelope = Envelope.empty
        for member in members { envelope.extend(to: positions[member]) }
        if envelope.isEmpty { envelope.extend(to: Position(0, 0)) }
        origin = Position(envelope.minX, envelope.minY)
        let side = max(envelope.width, envelope.height, .leastNormalMagnitude)
        let across = min(2048, max(1, Int((Double(members.count) / 2).squareRoot())))
        cell = side / Double(across)
        columns = min(across, Int(envelope.width / cell)) + 1
        rows = min(across, Int(envelope.height / cell)) + 1
        starts = [Int32](repeating: 0, count: columns * rows + 1)
        items = [(position: Position, number: Int32)](repeating: (Position(0, 0), 0), count: members.count)
        var cells = [Int32](repeating: 0, count: members.count)
        for (number, member) in members.enumerated() {
            let place = row(positions[member].y) * columns + column(positions[member].x)
            cells[number] = Int32(place)
            starts[place + 1] += 1
        }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var next = starts
        for (number, member) in members.enumerated() {
            let place = Int(cells[number])
            items[Int(next[place])] = (positions[member], Int32(member))
            next[place] += 1
        }
    }

    private func column(_ x: Double) -> Int { Self.place((x - origin.x) / cell, among: columns) }
    private func row(_ y: Double) -> Int { Self.place((y - origin.y) / cell, among: rows) }
    private static func place(_ ratio: Double, among count: Int) -> Int { ratio > 0 ? Int(min(ratio, Double(count - 1))) : 0 }

    /// One of the positions in `box` satisfies the condition.
    func contains(in box: Envelope, where condition: (Int) -> Bool) -> Bool {
        for row in row(box.minY)...row(box.maxY) {
            let first = Int(starts[row * columns + column(box.minX)])
            let end = Int(starts[row * columns + column(box.maxX) + 1])
            for item in first..<end {
                if box.covers(items[item].position) && condition(Int(items[item].number)) { return true }
            }
        }
        return false
    }
}
