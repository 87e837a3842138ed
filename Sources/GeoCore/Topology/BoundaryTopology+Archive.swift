extension BoundaryTopology {
    func write(to section: inout ArchiveSection) {
        section.append(positions)
        section.append(arcStarts)
        section.append(arcNodes.flatMap { [$0.0, $0.1] })
        section.append([layers.count])
        for layer in layers { RingColumns.write(layer, to: &section) }
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        positions = try section.array()
        arcStarts = try section.array()
        let nodes = try section.column(Int32.self)
        let arcCount = arcStarts.count - 1
        guard arcCount >= 0, nodes.count == 2 * arcCount, arcStarts.last == positions.count else {
            throw ArchiveError(problem: "the borders are damaged")
        }
        arcNodes = (0..<arcCount).map { (nodes[2 * $0], nodes[2 * $0 + 1]) }
        var layers: [[[ArcPolygon]]] = []
        let layerCount = try section.value(Int.self)
        guard (0...8).contains(layerCount) else { throw ArchiveError(problem: "the borders are damaged") }
        for _ in 0..<layerCount { layers.append(try RingColumns.read(&section)) }
        self.layers = layers
    }
}
