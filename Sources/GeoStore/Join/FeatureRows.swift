internal import GeoCore

/// The features of a run of a layer.
struct FeatureRows: PointRows {
    let features: [LayerFeature]
    /// The number of the first among all.
    let first: Int
    /// The layer's attributes.
    let names: [String]

    func positions(_ summary: inout JoinSummary) throws -> [Position] {
        var positions: [Position] = []
        for (offset, feature) in features.enumerated() {
            switch feature.geometry {
            case .points(let points) where points.count == 1: positions.append(points[0])
            case .none:
                summary.withoutCoordinates += 1
                positions.append(Position(.nan, .nan))
            case .points(let points) where points.isEmpty:
                summary.withoutCoordinates += 1
                positions.append(Position(.nan, .nan))
            case .points(let points):
                throw wrong("it has \(points.count) points", offset, "Split it into single points (ogr2ogr -explodecollections).")
            case .polygons: throw wrong("it is a polygon, not a point", offset, "Name the points first, then the zones.")
            case .other(let type): throw wrong("it is a \(type), not a point", offset, "Name a layer of points.")
            }
            if let last = positions.last, !last.x.isNaN, !last.isFinite {
                summary.invalid += 1
                summary.remark(first + offset, "a coordinate is not finite")
            }
        }
        return positions
    }

    private func wrong(_ problem: String, _ offset: Int, _ remedy: String) -> ImportError {
        ImportError(problem, location: "feature \(features[offset].id ?? "number \(first + offset)") of the points", remedy: remedy)
    }

    func write(_ row: Int, zone: Int32, meters: Double?, _ position: Position, _ worker: JoinWorker, to out: inout [UInt8]) {
        let feature = features[row]
        worker.write(zone, meters, position, id: feature.id, to: &out) { index in feature[names[index]] ?? .null }
    }
}
