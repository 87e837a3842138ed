import GeoCore
import Testing

@Suite struct GeometryTests {
    @Test("Lambert-93 of (3°, 46.5°) is its false origin (EPSG:2154 definition)")
    func lambert93Origin() throws {
        let toLambert = try CoordinateTransformation(from: .crs84, to: .lambert93)
        let p = try #require(toLambert(Position(3, 46.5)))
        #expect(abs(p.x - 700_000) < 0.001)
        #expect(abs(p.y - 6_600_000) < 0.001)
    }

    @Test("The way to Lambert-93 that is known beforehand is the one that PROJ's database gives, bit for bit")
    func knownSteps() throws {
        let known = try CoordinateTransformation(from: .crs84, to: .lambert93)
        let searched = try CoordinateTransformation(from: CoordinateReferenceSystem.crs84.rawValue, to: .lambert93)
        for x in 0..<60 {
            for y in 0..<60 {
                let place = Position(-2.1 + 0.079 * Double(x), 42.6 + 0.077 * Double(y))
                let image = try #require(known(place))
                #expect(image == searched(place))
            }
        }
    }

    @Test("CRS84 to Lambert-93 and back moves no point of the region by more than a millimetre (about 1e-8°)")
    func lambert93RoundTrip() throws {
        let there = try CoordinateTransformation(from: .crs84, to: .lambert93)
        let back = try CoordinateTransformation(from: .lambert93, to: .crs84)
        for x in stride(from: -1.8, through: 2.6, by: 0.4) {
            for y in stride(from: 42.8, through: 47.2, by: 0.4) {
                let q = try #require(there(Position(x, y)).flatMap { back($0) })
                #expect(abs(q.x - x) < 1e-8 && abs(q.y - y) < 1e-8)
            }
        }
    }

    @Test("WKB survives encode and decode")
    func wkbRoundTrip() throws {
        let shape = MultiPolygon([
            Polygon(
                exterior: [Position(0, 0), Position(4, 0), Position(4, 4), Position(0, 4), Position(0, 0)],
                holes: [[Position(1, 1), Position(1, 2), Position(2, 2), Position(1, 1)]])
        ])
        let bytes = WellKnownBinary.encode(shape)
        #expect(try bytes.withUnsafeBytes { try WellKnownBinary.multiPolygon($0) } == shape)
    }

    @Test("Every truncation of a WKB geometry is an error, never a crash or a partial shape")
    func wkbTruncation() throws {
        let bytes = WellKnownBinary.encode(
            MultiPolygon([Polygon(exterior: [Position(0, 0), Position(4, 0), Position(4, 4), Position(0, 0)])]))
        for length in 0..<bytes.count {
            #expect(throws: GeometryError.self) {
                try Array(bytes[..<length]).withUnsafeBytes { try WellKnownBinary.multiPolygon($0) }
            }
        }
    }

    @Test("A boundary becomes a GEOS geometry and back unchanged, holes included")
    func geosRoundTrip() throws {
        let shape = MultiPolygon([
            Polygon(
                exterior: [Position(0, 0), Position(4, 0), Position(4, 4), Position(0, 4), Position(0, 0)],
                holes: [[Position(1, 1), Position(1, 2), Position(2, 2), Position(1, 1)]])
        ])
        let context = GEOSContext()
        let geometry = try context.multiPolygon(shape)
        #expect(geometry.area == 15.5)
        #expect(try geometry.multiPolygon() == shape)
    }

    @Test("A ring that is not closed is refused by GEOS with its own words")
    func openRing() {
        let context = GEOSContext()
        #expect(throws: GeometryError.self) {
            try context.polygon(Polygon(exterior: [Position(0, 0), Position(4, 0), Position(4, 4), Position(0, 4)]))
        }
    }
}
