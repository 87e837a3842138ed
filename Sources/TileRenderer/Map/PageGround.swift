internal import GeoCore

/// The ground of one drawing: the shared arcs generalised for the scale of the page, and their positions on it.
struct PageGround {
    let frame: Envelope
    let transform: PageTransform
    /// Still in metres.
    let topology: BoundaryTopology
    /// The positions of `topology`, in hundredths of a millimetre: both sides of a border have the very same.
    private let grid: [GridPoint]

    /// How far a drawn border may be from the true one, in millimetres on the page: a hair line, or two where a map of thousands of territories would
    /// otherwise be too heavy to send.
    static func tolerance(_ baseMap: BaseMap) -> Double { baseMap.indices.count > 1200 ? 0.2 : 0.1 }

    init(_ baseMap: BaseMap, frame: Envelope, padding: Double) {
        let transform = PageTransform(baseMap.extent, into: frame, padding: padding)
        let topology = baseMap.topology.generalised(tolerance: Self.tolerance(baseMap) / transform.scale)
        self.frame = frame
        self.transform = transform
        self.topology = topology
        grid = topology.positions.map { GridPoint(transform($0)) }
    }

    var positionCount: Int { grid.count }

    /// The rings of one territory.
    func append(_ feature: Int, to data: inout SVGPathData) {
        var points: [GridPoint] = []
        for rings in topology.layers[BaseMap.featureLayer][feature] {
            for (place, ring) in rings.enumerated() {
                points.removeAll(keepingCapacity: true)
                for reference in ring {
                    if reference >= 0 {
                        points.append(contentsOf: grid[range(Int(reference))].dropLast())
                    } else {
                        points.append(contentsOf: grid[range(Int(~reference))].dropFirst().reversed())
                    }
                }
                if place == 0, points.count < 8, Set(points).count < 3, let first = points.first {
                    // Smaller than the paper's grid: still there, as a dot of a hundredth of a millimetre.
                    points = [first, GridPoint(first.x + 1, first.y), GridPoint(first.x, first.y + 1)]
                }
                data.subpath(points, isClosed: true)
            }
        }
    }

    private func range(_ arc: Int) -> Range<Int> { topology.arcStarts[arc]..<topology.arcStarts[arc + 1] }

    /// The rings of one territory in millimetres on the page.
    func rings(ofFeature index: Int) -> [[Position]] {
        topology.layers[BaseMap.featureLayer][index].flatMap { $0 }.map { ring in topology.ring(ring).map { transform($0) } }
    }

    /// The rings of one department in millimetres on the page, cut at the frame.
    func clippedRings(ofDepartment index: Int) -> [[Position]] {
        topology.layers[BaseMap.departmentLayer][index].flatMap { $0 }.compactMap { ring in
            let clipped = FrameClipping.ring(topology.ring(ring).map { transform($0) }, frame)
            return clipped.isEmpty ? nil : clipped
        }
    }

    /// The parts of an arc inside the frame, in millimetres on the page.
    func clippedLine(_ arc: Int) -> [[Position]] { FrameClipping.line(topology.arc(arc).map { transform($0) }, frame) }
}
