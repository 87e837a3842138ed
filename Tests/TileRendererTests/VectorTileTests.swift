import Foundation
import GeoCore
import Testing
import TestSupport
import TileRenderer

/// Tiles are read back by a decoder of its own, written from the MVT 2.1 text, and held against plain geometry.
@Suite struct VectorTileTests {
    /// Four unequal quarters of a wavy square around Bordeaux whose common borders match.
    private static let quarters: [MultiPolygon] = {
        var random = SeededGenerator(seed: 11)
        func wavy(_ a: Position, _ b: Position) -> [Position] {
            (0...40).map { step in
                let t = Double(step) / 40
                let shake = step == 0 || step == 40 ? 0 : Double.random(in: -0.004...0.004, using: &random)
                return Position(a.x + t * (b.x - a.x) + shake, a.y + t * (b.y - a.y) + shake)
            }
        }
        let x = [-1.0, -0.35, 0.2]
        let y = [44.4, 44.85, 45.2]
        var across: [[[Position]]] = []
        for j in 0..<3 { across.append((0..<2).map { wavy(Position(x[$0], y[j]), Position(x[$0 + 1], y[j])) }) }
        var up: [[[Position]]] = []
        for i in 0..<3 { up.append((0..<2).map { wavy(Position(x[i], y[$0]), Position(x[i], y[$0 + 1])) }) }
        return (0..<4).map { number in
            let (i, j) = (number % 2, number / 2)
            let ring = across[j][i] + up[i + 1][j].dropFirst() + across[j + 1][i].reversed().dropFirst() + up[i][j].reversed().dropFirst()
            return MultiPolygon([Polygon(exterior: ring)])
        }
    }()

    private static func set(_ layers: [[MultiPolygon]]) -> VectorTileSet {
        VectorTileSet(
            ground: TileGround(layers: layers),
            layers: layers.enumerated().map { number, layer in
                VectorTileSet.Layer(
                    name: "layer\(number)",
                    attributes: TileAttributes(
                        ids: layer.indices.map { UInt64($0 + 1) },
                        properties: layer.indices.map { [("code", .text("33\($0)")), ("population", $0 == 1 ? .null : .number(Double($0) + 0.5))] }),
                    outlines: number)
            })
    }

    @Test("A tile that a feature touches with its margin's last unit only is among those that may show something", arguments: [-1, 0, 1])
    func lastUnitOfMargin(_ shift: Int) throws {
        // A square of 500 units whose north-west corner lies 64 units beyond the south-east corner of the tile 10/500/360, or one more or less.
        let corner = (501 * 4096 + 64 + shift, 361 * 4096 + 64 + shift)
        func position(_ x: Int, _ y: Int) -> Position {
            let scale = 4096.0 * 1024
            return Position(Double(x) / scale * 360 - 180, atan(sinh(Double.pi * (1 - 2 * Double(y) / scale))) * 180 / .pi)
        }
        let ring = [(0, 0), (0, 500), (500, 500), (500, 0), (0, 0)].map { position(corner.0 + $0.0, corner.1 + $0.1) }
        let set = Self.set([[MultiPolygon([Polygon(exterior: ring)])]])
        let known = set.addresses(zoom: 10)
        var shown: Set<TileAddress> = []
        for column in 499...503 {
            for row in 359...363 {
                let address = try #require(TileAddress(zoom: 10, column: column, row: row))
                if set.tile(address) != nil { shown.insert(address) }
            }
        }
        #expect(shown.isSubset(of: known))
        #expect(shown.count == (shift < 1 ? 4 : 1))
    }

    @Test("Every tile decodes: layer, ids, properties, valid polygons of the right winding")
    func decodes() throws {
        let set = Self.set([Self.quarters])
        var seen: Set<UInt64> = []
        for zoom in 6...11 {
            for address in set.addresses(zoom: zoom) {
                guard let bytes = set.tile(address) else { continue }
                let layers = try DecodedTile(bytes).layers
                let layer = try #require(layers.first)
                #expect(layers.count == 1 && layer.name == "layer0" && layer.version == 2 && layer.extent == 4096)
                for feature in layer.features {
                    let id = try #require(feature.id)
                    seen.insert(id)
                    #expect(feature.properties["code"] == .text("33\(id - 1)"))
                    #expect(feature.properties["population"] == (id == 2 ? nil : .number(Double(id) - 0.5)))
                    #expect(
                        feature.multiPolygon.polygons.allSatisfy {
                            $0.exterior.signedDoubleArea > 0 && $0.holes.allSatisfy { $0.signedDoubleArea < 0 }
                        })
                    let context = GEOSContext()
                    #expect(try context.multiPolygon(feature.multiPolygon).isValid, "\(address) \(id)")
                }
            }
        }
        #expect(seen == [1, 2, 3, 4])
    }

    @Test("The parts of neighbours in a tile cover it without gap or overlap: their borders are cut alike")
    func neighboursStayJoined() throws {
        let set = Self.set([Self.quarters])
        for zoom in 7...12 {
            for address in set.addresses(zoom: zoom) {
                guard let bytes = set.tile(address) else { continue }
                let features = try DecodedTile(bytes).layers[0].features
                guard features.count > 1 else { continue }
                let context = GEOSContext()
                let parts = try features.map { try context.multiPolygon($0.multiPolygon) }
                let sum = try parts.reduce(0) { try $0 + $1.multiPolygon().planeArea }
                let whole = try context.geometryCollection(parts).unaryUnion().multiPolygon().planeArea
                // Twice the area is a whole number of units; rounding the cuts outwards may move half a unit at a place on the edge.
                #expect(abs(sum - whole) <= 2, "\(address): parts \(sum), whole \(whole)")
            }
        }
    }

    @Test("What is cut at the tile's edge is what GEOS cuts, holes and comings and goings included")
    func clippingEqualsIntersection() throws {
        var random = SeededGenerator(seed: 5)
        let context = GEOSContext()
        var clipping = TileClipping(buffer: 64)
        let edges = (low: -64.5, high: 4160.5)
        let corners = [(edges.low, edges.low), (edges.high, edges.low), (edges.high, edges.high), (edges.low, edges.high), (edges.low, edges.low)]
        let box = try context.polygon(Polygon(exterior: corners.map { Position($0.0, $0.1) }))
        var cut = 0
        for _ in 0..<2000 {
            // A star with a hole, larger or smaller than the tile that it lies over or beside.
            let center = (x: Double.random(in: -4000...8000, using: &random), y: Double.random(in: -4000...8000, using: &random))
            let size = Double.random(in: 300...12_000, using: &random)
            let radii = (0..<24).map { _ in Double.random(in: 0.2...1, using: &random) }
            func ring(_ scale: Double) -> TileRing {
                radii.enumerated().map { number, radius in
                    let angle = Double(number) * .pi / 12
                    return TilePoint(
                        x: Int32(center.x + size * scale * radius * cos(angle)) + 8192, y: Int32(center.y + size * scale * radius * sin(angle)) + 4096
                    )
                }
            }
            let star: TilePolygon = [ring(1), ring(0.5).reversed()]
            let parts = Self.multiPolygon(
                star[0].withUnsafeBufferPointer { exterior in
                    star[1].withUnsafeBufferPointer { clipping.clip([exterior, $0], origin: TilePoint(x: 8192, y: 4096)) }
                })
            let whole = Self.multiPolygon([star.map { $0.map { TilePoint(x: $0.x - 8192, y: $0.y - 4096) } }])
            let expected = try context.multiPolygon(whole).intersection(box)
            let area = try expected.multiPolygon().planeArea
            // Cuts lie half a unit outside: no more than that along the four edges, and half a unit beside each end.
            #expect(abs(parts.planeArea - area) <= 0.5 * 4 * 4225 + 100, "\(parts.planeArea), GEOS \(area)")
            if !parts.isEmpty {
                let geometry = try context.multiPolygon(parts)
                #expect(geometry.isValid)
                // Nothing else than what rounding adds or takes: a part too much or missing would be far larger.
                let length = parts.polygons.reduce(0) { $0 + $1.exterior.length + $1.holes.reduce(0) { $0 + $1.length } }
                #expect(try geometry.difference(expected).multiPolygon().planeArea <= 0.5 * length + 10)
                #expect(try expected.difference(geometry).multiPolygon().planeArea <= 0.5 * length + 10)
                if area < 4225 * 4225 { cut += 1 }
            }
        }
        #expect(cut > 800, "only \(cut) stars were cut")
    }

    private static func multiPolygon(_ polygons: [TilePolygon]) -> MultiPolygon {
        MultiPolygon(
            polygons.map { polygon in
                let rings = polygon.map { ring in (ring + ring.prefix(1)).map { Position(Double($0.x), Double($0.y)) } }
                return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
            })
    }

    @Test("Tiles outside the matrix do not exist; one with nothing in it is nil")
    func addresses() throws {
        #expect(TileAddress(zoom: 3, column: 8, row: 0) == nil)
        #expect(TileAddress(zoom: -1, column: 0, row: 0) == nil)
        #expect(TileAddress(zoom: 3, column: 0, row: -1) == nil)
        let set = Self.set([Self.quarters])
        #expect(set.tile(try #require(TileAddress(zoom: 8, column: 0, row: 0))) == nil)
        // EPSG:3857 tile 5/15/11 by the OSM wiki's formula: west -11.25, east 0, north 48.9224993, south 40.9798981.
        let box = try #require(TileAddress(zoom: 5, column: 15, row: 11)).envelope
        #expect(abs(box.minX + 11.25) < 1e-9 && abs(box.maxX) < 1e-9)
        #expect(abs(box.maxY - 48.922_499_263_758) < 1e-6 && abs(box.minY - 40.979_898_069_62) < 1e-6)
    }

    @Test("Layers on one ground run along the same line, vertex for vertex")
    func layersShareTheirLine() throws {
        let context = GEOSContext()
        let halves = try (0..<2).map { row in
            try context.geometryCollection(Self.quarters[(2 * row)..<(2 * row + 2)].map { try context.multiPolygon($0) }).unaryUnion().multiPolygon()
        }
        let set = Self.set([Self.quarters, halves])
        for address in set.addresses(zoom: 9) {
            guard let bytes = set.tile(address) else { continue }
            let layers = try DecodedTile(bytes).layers
            let fine = layers[0].features.reduce(0) { $0 + $1.multiPolygon.planeArea }
            let coarse = layers[1].features.reduce(0) { $0 + $1.multiPolygon.planeArea }
            #expect(abs(fine - coarse) <= 2)
        }
    }

    @Test("A territory smaller than the grid is kept as the least square")
    func tinyTerritoriesStay() throws {
        let tiny = MultiPolygon([
            Polygon(exterior: [(0, 0), (1e-5, 0), (1e-5, 1e-5), (0, 1e-5), (0, 0)].map { Position(0.1 + $0.0, 45 + $0.1) })
        ])
        let set = Self.set([[tiny]])
        let address = try #require(set.addresses(zoom: 5).first)
        let bytes = try #require(set.tile(address))
        let feature = try #require(DecodedTile(bytes).layers[0].features.first)
        let square = try #require(feature.multiPolygon.polygons.first).exterior
        #expect(square.signedDoubleArea == 2 && square.count == 5)
    }
}
