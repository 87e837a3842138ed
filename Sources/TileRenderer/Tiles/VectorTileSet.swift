/// Layers of territories as vector tiles: their ground and what each feature says.
public struct VectorTileSet: Sendable {
    public struct Layer: Sendable {
        public let name: String
        public let attributes: TileAttributes
        /// Which layer of the ground it draws.
        let outlines: Int
        /// Of each territory of that layer, its row among the attributes; -1 for one that is not drawn.
        let rows: [Int32]

        /// - Parameters:
        ///   - outlines: the layer of the ground.
        ///   - territories: of each row of the attributes, the territory of that layer.
        public init(name: String, attributes: TileAttributes, outlines: Int, territories: [Int]) {
            self.name = name
            self.attributes = attributes
            self.outlines = outlines
            var rows = [Int32](repeating: -1, count: (territories.max() ?? -1) + 1)
            for (row, territory) in territories.enumerated() { rows[territory] = Int32(row) }
            self.rows = rows
        }

        /// All territories of a layer of the ground, in its order.
        public init(name: String, attributes: TileAttributes, outlines: Int) {
            self.init(name: name, attributes: attributes, outlines: outlines, territories: Array(attributes.ids.indices))
        }

        func row(of territory: Int) -> Int? {
            guard territory < rows.count, rows[territory] >= 0 else { return nil }
            return Int(rows[territory])
        }
    }

    private let ground: TileGround
    private let layers: [Layer]

    /// - Parameter layers: in the order they are written.
    public init(ground: TileGround, layers: [Layer]) {
        precondition(layers.allSatisfy { $0.outlines < ground.layerCount }, "a layer draws none of the ground's layers")
        self.ground = ground
        self.layers = layers
    }

    /// The tile as Mapbox Vector Tile 2.1, not compressed; `nil` when nothing of it lies there or the zoom is beyond `TileGround.maximumZoom`.
    public func tile(_ address: TileAddress) -> [UInt8]? {
        guard address.zoom <= TileGround.maximumZoom else { return nil }
        let ground = ground.ground(zoom: address.zoom)
        let origin = TilePoint(x: Int32(address.column * TilePoint.extent), y: Int32(address.row * TilePoint.extent))
        let window = TileBox(tileAt: origin, margin: Int32(TileGround.buffer))
        var clipping = TileClipping(buffer: TileGround.buffer)
        var tile = ProtobufBytes()
        var geometry = TileGeometry()
        for layer in layers {
            let outlines = ground.layers[layer.outlines]
            var encoder = TileLayerEncoder(name: layer.name, attributes: layer.attributes)
            outlines.points.withUnsafeBufferPointer { points in
                for territory in outlines.outlines(inRow: address.row).lazy.map(Int.init) {
                    let box = outlines.boxes[territory]
                    guard box.touches(window), let row = layer.row(of: territory) else { continue }
                    geometry.removeAll()
                    let isWhole = window.holds(box)
                    for polygon in outlines.polygons(of: territory) {
                        let rings = outlines.rings(of: polygon).lazy.map { UnsafeBufferPointer(rebasing: points[outlines.ring($0)]) }
                        if isWhole {
                            for ring in rings { geometry.append(ring: ring, origin: origin) }
                        } else {
                            for part in clipping.clip(rings, origin: origin) {
                                for ring in part { ring.withUnsafeBufferPointer { geometry.append(ring: $0, origin: TilePoint(x: 0, y: 0)) } }
                            }
                        }
                    }
                    if !geometry.commands.bytes.isEmpty { encoder.append(row, .polygon, geometry) }
                }
            }
            encoder.write(to: &tile)
        }
        return tile.bytes.isEmpty ? nil : tile.bytes
    }
}

extension VectorTileSet {
    /// The tiles of a zoom that may hold something.
    public func addresses(zoom: Int) -> Set<TileAddress> {
        guard zoom <= TileGround.maximumZoom else { return [] }
        let ground = ground.ground(zoom: zoom)
        return layers.reduce(into: []) { places, layer in
            places.formUnion(ground.addresses(ofLayer: layer.outlines) { layer.row(of: $0) != nil })
        }
    }
}
