public import GeoCore

/// What an archive of vector tiles says of itself.
public struct TileArchiveDescription: Sendable {
    public struct VectorLayer: Sendable {
        public let id: String
        public let description: String
        public let zooms: ClosedRange<Int>
        /// Names of the properties and their types: `String`, `Number` or `Boolean`.
        public let fields: [(name: String, type: String)]

        public init(id: String, description: String, zooms: ClosedRange<Int>, fields: [(name: String, type: String)]) {
            self.id = id
            self.description = description
            self.zooms = zooms
            self.fields = fields
        }
    }

    public let name: String
    public let description: String
    public let attribution: String
    public let zooms: ClosedRange<Int>
    /// CRS84 degrees.
    public let extent: Envelope
    public let layers: [VectorLayer]

    public init(
        name: String, description: String, attribution: String, zooms: ClosedRange<Int>, extent: Envelope, layers: [VectorLayer]
    ) {
        self.name = name
        self.description = description
        self.attribution = attribution
        self.zooms = zooms
        self.extent = extent
        self.layers = layers
    }

    /// The member `vector_layers` of TileJSON 3.0, without its name.
    func appendVectorLayers(to sink: inout ByteSink) {
        sink.append("[")
        for (number, layer) in layers.enumerated() {
            if number > 0 { sink.append(",") }
            sink.append(#"{"id":"#)
            sink.appendJSON(layer.id)
            sink.append(#","description":"#)
            sink.appendJSON(layer.description)
            sink.append(#","minzoom":\#(layer.zooms.lowerBound),"maxzoom":\#(layer.zooms.upperBound),"fields":{"#)
            sink.appendJSONMembers(layer.fields.map { ($0.name, .text($0.type)) })
            sink.append("}}")
        }
        sink.append("]")
    }
}

/// A tile with its place and its content, compressed with gzip.
public struct ArchivedTile: Sendable {
    public let zoom: Int
    public let column: Int
    public let row: Int
    public let content: [UInt8]

    public init(zoom: Int, column: Int, row: Int, content: [UInt8]) {
        self.zoom = zoom
        self.column = column
        self.row = row
        self.content = content
    }
}
