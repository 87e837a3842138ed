extension BoundaryTopology {
    func write(to section: inout ArchiveSection) {
        section.append(positions)
        section.append(arcStarts)
        section.append(arcNodes.flatMap { [$0.0, $0.1] })
        section.append([layers.count])
        for layer in layers { RingColumns.write(layer, to: &section) }
    }

    /// - Parameter wanted: the numbers of the layers to read, ascending; `nil`: all.
    init(_ section: inout ArchiveSection.Reader, layers wanted: [Int]? = nil) throws(ArchiveError) {
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
        guard (0...8).contains(layerCount), wanted?.allSatisfy((0..<layerCount).contains) ?? true else {
            throw ArchiveError(problem: "the borders are damaged")
        }
        for number in 0..<layerCount {
            if wanted?.contains(number) ?? true {
                layers.append(try RingColumns.read(&section))
            } else {
                try RingColumns.pass(&section, ArcReference.self)
            }
        }
        self.layers = layers
    }
}
