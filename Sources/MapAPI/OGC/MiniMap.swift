internal import GeoCore

/// A small sketch of where features are, for a page: outlines or dots, drawn from the same geometries as the data beside it.
enum MiniMap {
    private static let width = 480.0
    private static let maximumHeight = 420.0

    /// - Parameters:
    ///   - geometry: in CRS84.
    ///   - indices: those that are drawn; empty, or without a geometry, gives nothing.
    static func svg(_ geometry: FeatureGeometry, indices: [Int], title: String) -> String {
        let drawn = indices.filter { !geometry.isNull($0) }
        let box = drawn.reduce(Envelope.empty) { $0.union(geometry.envelopes[$1]) }
        guard !box.isEmpty else { return "" }
        let frame = Frame(box, points: { if case .points = geometry.shapes { true } else { false } }())
        var svg =
            "<svg role=\"img\" aria-label=\"\(HTMLPage.escaped(title))\" width=\"\(Int(frame.width))\" height=\"\(Int(frame.height))\" viewBox=\"0 0 \(Int(frame.width)) \(Int(frame.height))\">\n"
        switch geometry.shapes {
        case .boundaries(let boundaries):
            for index in drawn {
                svg +=
                    "<path fill=\"#cfe0ee\" stroke=\"#35607f\" stroke-width=\"0.6\" fill-rule=\"evenodd\" d=\"\(path(boundaries[index], frame))\"/>\n"
            }
        case .points(let points):
            for index in drawn {
                guard let point = points[index] else { continue }
                let (x, y) = frame.place(point)
                svg += "<circle cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"3\" fill=\"#35607f\" fill-opacity=\"0.6\"/>\n"
            }
        }
        return svg + "</svg>\n"
    }

    /// Longitude and latitude to pixels, a degree of longitude as short as it is in the middle of the map.
    private struct Frame {
        let width: Double
        let height: Double
        private let origin: Position
        private let scaleX: Double
        private let scaleY: Double

        init(_ box: Envelope, points: Bool) {
            let margin = 8.0
            // 0.7: the cosine of 45°, about the latitude of the region; a sketch needs no more.
            let spanX = max(box.width * 0.7, points ? 0.05 : 1e-6)
            let spanY = max(box.height, points ? 0.05 : 1e-6)
            let scale = min((MiniMap.width - 2 * margin) / spanX, (MiniMap.maximumHeight - 2 * margin) / spanY)
            width = (spanX * scale + 2 * margin).rounded(.up)
            height = (spanY * scale + 2 * margin).rounded(.up)
            scaleX = 0.7 * scale
            scaleY = scale
            let center = box.center
            origin = Position(center.x - width / 2 / scaleX, center.y + height / 2 / scaleY)
        }

        func place(_ position: Position) -> (Double, Double) { ((position.x - origin.x) * scaleX, (origin.y - position.y) * scaleY) }
    }

    /// Vertices that fall within half a pixel of the one before are left out.
    private static func path(_ boundary: MultiPolygon, _ frame: Frame) -> String {
        var d = ""
        for polygon in boundary.polygons {
            for ring in polygon.rings {
                var last: (Double, Double)?
                for position in ring.dropLast() {
                    let (x, y) = frame.place(position)
                    if let last, abs(last.0 - x) < 0.7, abs(last.1 - y) < 0.7 { continue }
                    d += (last == nil ? "M" : "L") + text(x) + " " + text(y)
                    last = (x, y)
                }
                d += "Z"
            }
        }
        return d
    }

    private static func text(_ value: Double) -> String {
        var sink = ByteSink()
        sink.appendFixed(value, decimals: 1)
        return String(decoding: sink.bytes, as: UTF8.self)
    }
}
