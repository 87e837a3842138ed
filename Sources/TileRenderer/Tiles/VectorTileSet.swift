/// Layers of territories as vector tiles: their ground and what each feature says.
public struct VectorTileSet: Sendable {
    public struct Layer: Sendable {
        public let name: String
        public let attributes: TileAttributes

        public init(name: String, attributes: TileAttributes) {
            self.name = name
            self.attributes = attributes
        }
    }

    private let ground: TileGround
    private let layers: [Layer]

    /// - Parameter layers: in the order of the ground's layers, with as many features each.
    public init(ground: TileGround, layers: [Layer]) {
        precondition(layers.count == ground.layerCount, "a layer of the ground has no attributes")
        self.ground = ground
        self.layers = layers
    }

    /// The tile as Mapbox Vector Tile 2.1, not compressed; `nil` when nothing of it lies there or the zoom is beyond `TileGround.maximumZoom`.
    public func tile(_ address: TileAddress) -> [UInt8]? {
        guard address.zoom <= TileGround.maximumZoom else { return nil }
        let ground = ground.ground(zoom: address.zoom)
        let origin = TilePoint(x: Int32(address.column * TilePoint.extent), y: Int32(address.row * TilePoint.extent))
        let clipping = TileClipping(buffer: TileGround.buffer)
        let low = Int32(-TileGround.buffer)
        let high = Int32(TilePoint.extent + TileGround.buffer)
        var tile = ProtobufBytes()
        var geometry = TileGeometry()
        for (number, layer) in layers.enumerated() {
            var encoder = TileLayerEncoder(name: layer.name, attributes: layer.attributes)
            for member in ground.members(ofLayer: number, column: address.column, row: address.row) {
                let outline = ground.outlines[number][Int(member)]
                let box = outline.box
                let isWhole =
                    box.minX - origin.x >= low && box.maxX - origin.x <= high && box.minY - origin.y >= low && box.maxY - origin.y <= high
                geometry.removeAll()
                for polygon in outline.polygons {
                    if isWhole {
                        geometry.append(polygon.map { ring in ring.map { TilePoint(x: $0.x - origin.x, y: $0.y - origin.y) } })
                    } else {
                        for part in clipping.clip(polygon, origin: origin) { geometry.append(part) }
                    }
                }
                if !geometry.commands.bytes.isEmpty { encoder.append(Int(member), .polygon, geometry) }
            }
            encoder.write(to: &tile)
        }
        return tile.bytes.isEmpty ? nil : tile.bytes
    }
}

extension VectorTileSet {
    /// The tiles of a zoom that may hold something, from the north-west, row by row.
    public func addresses(zoom: Int) -> [TileAddress] {
        guard zoom <= TileGround.maximumZoom else { return [] }
        let ground = ground.ground(zoom: zoom)
        var places: Set<TileAddress> = []
        for layer in layers.indices { places.formUnion(ground.addresses(ofLayer: layer)) }
        return places.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }
}
