/// The parts of a level's GeoJSON features that no query changes, written once: each territory's own properties, and its boundary as it is
/// written when nobody asks for another precision or turn.
final class EncodedFeatures: Sendable {
    static let precision = 6
    static let rings = RingOrientation.counterClockwise

    /// One text after the other.
    struct Texts: Sendable {
        private var bytes: [UInt8] = []
        private var starts: [Int] = [0]

        init(count: Int, _ write: (Int, inout ByteSink) -> Void) {
            var sink = ByteSink()
            for place in 0..<count {
                write(place, &sink)
                starts.append(sink.bytes.count)
            }
            bytes = sink.bytes
        }

        func append(_ place: Int, to sink: inout ByteSink) {
            bytes.withUnsafeBufferPointer { sink.append(UnsafeBufferPointer(rebasing: $0[starts[place]..<starts[place + 1]])) }
        }
    }

    /// From `{"type":"Feature"` to the last property of the territory, as a row that was asked for has them.
    let openings: LazyPart<Texts>
    let geometries: LazyPart<Texts>

    init(_ territories: [Territory], _ boundaries: [MultiPolygon], _ vintage: Vintage) {
        openings = LazyPart {
            Texts(count: territories.count) { place, sink in
                sink.append(#"{"type":"Feature","id":"#)
                sink.appendJSON(territories[place].code)
                sink.append(#","properties":{"#)
                sink.appendJSONMembers(IndicatorTable.Row.Role.selected.properties(of: territories[place], vintage))
            }
        }
        geometries = LazyPart {
            Texts(count: boundaries.count) { place, sink in sink.appendGeoJSON(boundaries[place], precision: Self.precision, rings: Self.rings) }
        }
    }
}
