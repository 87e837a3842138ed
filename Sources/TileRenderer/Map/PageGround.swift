internal import GeoCore
internal import Synchronization

/// The ground of one page: the shared arcs generalised for its scale, and what is drawn of them alike on every map of these territories.
///
/// Made once for a page and kept with the base map: maps that differ by indicator, classes, colours or words share it.
final class PageGround: Sendable {
    /// What a page is told apart by.
    struct Key: Hashable, Sendable {
        let frame: Envelope
        let padding: Double
        let width: Double
        /// Of letters, which names take their room by.
        let scale: Double
        let language: Language
        let inset: MarginPlaces.Inset?
        /// What nothing is written over.
        let obstacles: [Envelope]
    }

    /// A part of the drawing that depends on the page alone.
    enum Part: Hashable, Sendable {
        case context
        case borders
        case towns
        case insetContext
        case insetBorders
        case insetTowns
    }

    let key: Key
    let transform: PageTransform
    /// Still in metres.
    let topology: BoundaryTopology
    /// The path of each territory, one after the other, and where each begins.
    private let paths: [UInt8]
    private let pathStarts: [Int]
    private let parts = Mutex<[Part: [UInt8]]>([:])
    /// Of each arc, the territories that it bounds, and the departments.
    let featureOwners: [BoundaryTopology.Owners]
    let departmentOwners: [BoundaryTopology.Owners]
    /// `nil` without an inset.
    let inset: InsetGround?

    var frame: Envelope { key.frame }

    /// In hundredths of a millimetre, between the points that the outlines of territories are written on.
    let gridStep: Int

    /// How far a border may be thinned from the true one, in millimetres on the page, and the grid it is written on: a hair line, or two with the grid
    /// where a map of thousands of territories would otherwise be too heavy to send.
    private static func fineness(_ baseMap: BaseMap) -> (tolerance: Double, gridStep: Int) { baseMap.indices.count > 1200 ? (0.17, 4) : (0.1, 1) }

    init(_ baseMap: BaseMap, _ key: Key) {
        let transform = PageTransform(baseMap.extent, into: key.frame, padding: key.padding)
        let (tolerance, gridStep) = Self.fineness(baseMap)
        let topology = baseMap.topology(tolerance: tolerance / transform.scale)
        self.key = key
        self.gridStep = gridStep
        self.transform = transform
        self.topology = topology
        featureOwners = topology.owners(inLayer: BaseMap.featureLayer)
        departmentOwners = topology.owners(inLayer: BaseMap.departmentLayer)
        let outlines = FeatureOutlines(topology, transform, gridStep: gridStep)
        (inset, paths, pathStarts) = outlines.paths(beside: { key.inset.map { InsetGround(baseMap, $0) } })
    }

    /// Bytes that the drawing of all territories will take, about.
    var pathLength: Int { paths.count }

    /// The data of the path of one territory.
    func path(_ feature: Int) -> ArraySlice<UInt8> { paths[pathStarts[feature]..<pathStarts[feature + 1]] }

    /// Elements made once by `draw`.
    func part(_ part: Part, draw: () -> [UInt8]) -> [UInt8] {
        if let kept = parts.withLock({ $0[part] }) { return kept }
        let drawn = draw()
        parts.withLock { $0[part] = drawn }
        return drawn
    }

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

/// Writes the outlines of territories from arcs whose positions are rounded once: both sides of a border have the very same points.
private struct FeatureOutlines: Sendable {
    private let topology: BoundaryTopology
    /// The positions of `topology`, in steps of the grid.
    private let grid: [GridPoint]

    init(_ topology: BoundaryTopology, _ transform: PageTransform, gridStep: Int) {
        self.topology = topology
        let share = 1 / Double(gridStep)
        grid = topology.positions.map { position in
            let point = transform(position)
            return GridPoint(Position(point.x * share, point.y * share))
        }
    }

    /// The data of the paths of all territories, one after the other, and where each begins; made on all cores, with another piece of work.
    func paths<Other: Sendable>(beside other: @Sendable () -> Other) -> (other: Other, bytes: [UInt8], starts: [Int]) {
        let count = topology.layers[BaseMap.featureLayer].count
        let size = 512
        let (made, parts) = concurrentMap(beside: other, (count + size - 1) / size) { part in
            var data = SVGPathData(ByteSink(reservingCapacity: 8 * topology.positions.count * min(size, count) / count))
            let ends = (part * size..<min((part + 1) * size, count)).map { feature in
                append(feature, to: &data)
                return data.sink.bytes.count
            }
            return (bytes: data.sink.bytes, ends: ends)
        }
        var starts = [0]
        starts.reserveCapacity(count + 1)
        for part in parts {
            let start = starts[starts.count - 1]
            starts += part.ends.map { start + $0 }
        }
        return (made, Array(parts.map(\.bytes).joined()), starts)
    }

    private func append(_ feature: Int, to data: inout SVGPathData) {
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
                    // Smaller than the paper's grid: still there, as a dot of one step.
                    points = [first, GridPoint(first.x + 1, first.y), GridPoint(first.x, first.y + 1)]
                }
                data.subpath(points, isClosed: true)
            }
        }
    }

    private func range(_ arc: Int) -> Range<Int> { topology.arcStarts[arc]..<topology.arcStarts[arc + 1] }
}
