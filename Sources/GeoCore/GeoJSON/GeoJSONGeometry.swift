extension ByteSink {
    /// A GeoJSON geometry (RFC 7946): CRS84, rings turned as asked, `Polygon` where there is one part.
    ///
    /// - Parameters:
    ///   - isUniform: `MultiPolygon` also where there is one part, for clients that give a layer one type.
    ///   - fineDecimals: with so many, polygons are as valid as they are; with fewer, those are mended that rounding would spoil.
    public mutating func appendGeoJSON(
        _ geometry: MultiPolygon, precision: Int, rings: RingOrientation, isUniform: Bool = false, fineDecimals: Int = 6
    ) {
        let oriented = (precision < fineDecimals ? geometry.rounded(decimals: precision) : geometry).oriented(rings)
        let encoder = CoordinateEncoder(decimals: precision)
        if oriented.polygons.count == 1 && !isUniform {
            append(#"{"type":"Polygon","coordinates":"#)
            append(oriented.polygons[0], encoder)
        } else {
            append(#"{"type":"MultiPolygon","coordinates":["#)
            for (place, polygon) in oriented.polygons.enumerated() {
                if place > 0 { append(UInt8(ascii: ",")) }
                append(polygon, encoder)
            }
            append(UInt8(ascii: "]"))
        }
        append(UInt8(ascii: "}"))
    }

    /// A GeoJSON point in CRS84, `null` without a position.
    public mutating func appendPoint(_ position: Position?, precision: Int = 6) {
        guard let position else { return append("null") }
        append(#"{"type":"Point","coordinates":["#)
        appendFixed(position.x, decimals: precision)
        append(",")
        appendFixed(position.y, decimals: precision)
        append("]}")
    }

    private mutating func append(_ polygon: Polygon, _ encoder: CoordinateEncoder) {
        append(UInt8(ascii: "["))
        encoder.append(polygon.exterior, to: &self)
        for hole in polygon.holes {
            append(UInt8(ascii: ","))
            encoder.append(hole, to: &self)
        }
        append(UInt8(ascii: "]"))
    }

    /// Bytes that are JSON already.
    mutating func append(_ encoded: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: encoded) }

    /// A GeoJSON `bbox` array, rounded outward.
    public mutating func appendGeoJSONBox(_ envelope: Envelope, precision: Int) {
        var scale = 1.0
        for _ in 0..<precision { scale *= 10 }
        append(UInt8(ascii: "["))
        appendFixed((envelope.minX * scale).rounded(.down) / scale, decimals: precision)
        append(UInt8(ascii: ","))
        appendFixed((envelope.minY * scale).rounded(.down) / scale, decimals: precision)
        append(UInt8(ascii: ","))
        appendFixed((envelope.maxX * scale).rounded(.up) / scale, decimals: precision)
        append(UInt8(ascii: ","))
        appendFixed((envelope.maxY * scale).rounded(.up) / scale, decimals: precision)
        append(UInt8(ascii: "]"))
    }
}
