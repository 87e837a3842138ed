internal import GeoCore

/// The ground of an inset, from the boundaries as they are: at its scale nothing of them is too small.
struct InsetGround: Sendable {
    let place: MarginPlaces.Inset
    let transform: PageTransform
    /// The rings of the territories in the window, in millimetres on the page, cut at the frame; by the territory's place.
    let shapes: [Int: [[Position]]]
    /// The data of their paths.
    let paths: [Int: [UInt8]]
    /// Of the departments in and around the map.
    let departments: [Int: [[Position]]]
    private let topology: BoundaryTopology
    private let featureOwners: [BoundaryTopology.Owners]
    private let departmentOwners: [BoundaryTopology.Owners]

    init(_ baseMap: BaseMap, _ place: MarginPlaces.Inset) {
        let transform = PageTransform(place.window, into: place.frame, padding: 0)
        self.place = place
        self.transform = transform
        let topology = baseMap.topology
        self.topology = topology
        featureOwners = topology.owners(inLayer: BaseMap.featureLayer)
        departmentOwners = topology.owners(inLayer: BaseMap.departmentLayer)
        let boxes = (0..<topology.arcCount).map { arc in topology.arc(arc).reduce(into: Envelope.empty) { $0.extend(to: $1) } }
        func shapes(_ layer: Int) -> [Int: [[Position]]] {
            var result: [Int: [[Position]]] = [:]
            for (index, polygons) in topology.layers[layer].enumerated() {
                var rings: [[Position]] = []
                for ring in polygons.flatMap({ $0 }) {
                    let box = ring.reduce(Envelope.empty) { $0.union(boxes[Int($1 < 0 ? ~$1 : $1)]) }
                    guard box.intersects(place.window) else { continue }
                    let clipped = FrameClipping.ring(topology.ring(ring).map { transform($0) }, place.frame)
                    if !clipped.isEmpty { rings.append(clipped) }
                }
                if !rings.isEmpty { result[index] = rings }
            }
            return result
        }
        let features = shapes(BaseMap.featureLayer)
        self.shapes = features
        paths = features.mapValues { rings in
            var data = SVGPathData(ByteSink())
            data.closed(rings)
            return data.sink.bytes
        }
        departments = shapes(BaseMap.departmentLayer)
    }

    /// The parts of the arcs that satisfy a condition on their owners (territories, departments), in millimetres on the page.
    func lines(where condition: (BoundaryTopology.Owners, BoundaryTopology.Owners) -> Bool) -> [[Position]] {
        (0..<topology.arcCount).filter { condition(featureOwners[$0], departmentOwners[$0]) }.flatMap { number in
            FrameClipping.line(topology.arc(number).map { transform($0) }, place.frame)
        }
    }
}
