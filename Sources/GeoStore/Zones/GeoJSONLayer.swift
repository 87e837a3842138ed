internal import GeoCore
internal import Glibc

/// Reads GeoJSON feature by feature: a FeatureCollection, a Feature or a geometry, and sequences of them (one a line, RFC 8142).
///
/// RFC 7946 is longitude and latitude; the `crs` member of the older GeoJSON is obeyed, in the order east, north that files really have.
package final class GeoJSONLayer: LayerReader {
    package let name: String
    package private(set) var crs: String?
    private let file: FileBytes
    private var scanner: JSONScanner
    /// Inside the array `features`.
    private var isInCollection = false
    private var isFirst = true
    private var isAtEnd = false
    private var count = 0

    /// - Throws: `ImportError` when the file cannot be read or its beginning is not GeoJSON.
    package convenience init(file path: String) throws { try self.init(FileBytes(path), name: path == "-" ? "stdin" : path) }

    package convenience init(_ content: [UInt8], name: String) throws { try self.init(FileBytes(content), name: name) }

    private init(_ file: FileBytes, name: String) throws {
        self.file = file
        self.name = name
        let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        scanner = JSONScanner(file.bytes, offset: start, name: name)
        guard scanner.peek() != nil else { throw ImportError("the file is empty", location: name, remedy: "Export the layer again.") }
        try open()
    }

    /// Looks for the members that stand beside the features, which may come before them or after, then goes to the first feature.
    private func open() throws {
        var look = scanner
        // Stepping over all features to see what follows them is only worth it where there is something to find.
        let mayFollow = file.bytes.contains(#""crs""#)
        var type: String?
        var features: JSONScanner?
        do {
            try look.object { scanner, key in
                switch key {
                case "type": type = try scanner.string()
                case "crs": self.crs = try Self.referenceSystem(&scanner)
                case "features" where scanner.peek() == UInt8(ascii: "["):
                    features = scanner
                    if !mayFollow, type == "FeatureCollection" { throw FeaturesReached() }
                    try scanner.skipValue()
                default: try scanner.skipValue()
                }
            }
        } catch is FeaturesReached {}
        guard let type else { throw look.error("an object without the member \"type\": this is not GeoJSON") }
        guard type == "FeatureCollection" else { return }
        guard var features else { throw look.error("a FeatureCollection without the array \"features\"") }
        try features.expect("[")
        scanner = features
        isInCollection = true
    }

    package func attributeNames() throws -> [String] {
        let here = (scanner, isFirst, isAtEnd, count)
        defer { (scanner, isFirst, isAtEnd, count) = here }
        var names: [String] = []
        var seen: Set<String> = []
        while let feature = try next() {
            for attribute in feature.attributes where seen.insert(attribute.name).inserted { names.append(attribute.name) }
        }
        return names
    }

    package func next() throws -> LayerFeature? {
        if isAtEnd { return nil }
        if isInCollection {
            if isFirst ? scanner.take("]") : !scanner.take(",") {
                if !isFirst { try scanner.expect("]") }
                isAtEnd = true
                return nil
            }
        } else if scanner.peek() == nil {
            isAtEnd = true
            return nil
        }
        isFirst = false
        count += 1
        return try feature()
    }

    private func feature() throws -> LayerFeature {
        var feature = LayerFeature()
        let start = scanner
        do {
            var type: String?
            try scanner.object { scanner, key in
                switch key {
                case "type": type = try scanner.string()
                case "id":
                    let id = try scanner.attribute()
                    feature.id = id == .null ? nil : id.text
                case "properties":
                    guard scanner.peek() == UInt8(ascii: "{") else { return try scanner.skipValue() }
                    try scanner.object { scanner, key in feature.attributes.append((key, try scanner.attribute())) }
                case "geometry":
                    guard scanner.peek() == UInt8(ascii: "{") else { return try scanner.skipValue() }
                    feature.geometry = try GeometryMembers.read(&scanner)
                default: try scanner.skipValue()
                }
            }
            if type != "Feature" {
                // A geometry by itself.
                var again = start
                feature.geometry = try GeometryMembers.read(&again)
            }
        } catch let error as GeometryError {
            throw ImportError(
                error.problem, location: "\(name), feature \(feature.id ?? "number \(count)")", remedy: "Mend the feature, or leave it out.")
        }
        return feature
    }

    /// The name of the reference system in a `crs` member of GeoJSON 2008; `null` means that it is not known.
    private static func referenceSystem(_ scanner: inout JSONScanner) throws -> String? {
        guard scanner.peek() == UInt8(ascii: "{") else {
            try scanner.skipValue()
            return nil
        }
        var name: String?
        try scanner.object { scanner, key in
            guard key == "properties", scanner.peek() == UInt8(ascii: "{") else { return try scanner.skipValue() }
            try scanner.object { scanner, key in
                if key == "name" { name = try scanner.attribute().text } else { try scanner.skipValue() }
            }
        }
        guard let name else { throw scanner.error("the member \"crs\" does not name a reference system") }
        return name
    }
}

/// Ends the look at the members of a collection.
private struct FeaturesReached: Error {}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text in quotation marks stands somewhere.
    func contains(_ text: StaticString) -> Bool {
        guard let base = baseAddress else { return false }
        let length = text.utf8CodeUnitCount
        var place = 0
        while place + length <= count, let mark = memchr(base + place, 0x22, count - place) {
            place = UnsafePointer(mark.assumingMemoryBound(to: UInt8.self)) - base
            if place + length <= count, memcmp(base + place, text.utf8Start, length) == 0 { return true }
            place += 1
        }
        return false
    }
}

/// A geometry object, whose members may come in any order.
private enum GeometryMembers {
    static func read(_ scanner: inout JSONScanner) throws -> LayerGeometry {
        var type: String?
        var early: JSONScanner?
        var geometry: LayerGeometry?
        try scanner.object { scanner, key in
            switch key {
            case "type": type = try scanner.string()
            case "coordinates":
                if let type {
                    geometry = try coordinates(type, &scanner)
                } else {
                    early = scanner
                    try scanner.skipValue()
                }
            default: try scanner.skipValue()
            }
        }
        if let geometry { return geometry }
        guard let type else { return .none }
        guard var early else { return .other(type) }
        return try coordinates(type, &early)
    }

    private static func coordinates(_ type: String, _ scanner: inout JSONScanner) throws -> LayerGeometry {
        switch type {
        case "Point": return try position(&scanner).map { .points([$0]) } ?? .none
        case "MultiPoint": return .points(try positions(&scanner))
        case "Polygon": return .polygons(MultiPolygon(try polygon(&scanner).map { [$0] } ?? []))
        case "MultiPolygon":
            var polygons: [Polygon] = []
            try scanner.array { scanner in
                if let polygon = try polygon(&scanner) { polygons.append(polygon) }
            }
            return .polygons(MultiPolygon(polygons))
        default:
            try scanner.skipValue()
            return .other(type)
        }
    }

    private static func polygon(_ scanner: inout JSONScanner) throws -> Polygon? {
        var rings: [LinearRing] = []
        try scanner.array { rings.append(try positions(&$0)) }
        guard let exterior = rings.first else { return nil }
        for ring in rings {
            guard ring.count >= 4 else { throw GeometryError("a ring has only \(ring.count) positions, and needs four") }
            guard ring.first == ring.last else { throw GeometryError("a ring is not closed: its last position is not its first") }
        }
        return Polygon(exterior: exterior, holes: Array(rings.dropFirst()))
    }

    private static func positions(_ scanner: inout JSONScanner) throws -> [Position] {
        var positions: [Position] = []
        try scanner.expect("[")
        if scanner.take("]") { return positions }
        repeat {
            guard let position = try position(&scanner) else { throw GeometryError("a position has no coordinates") }
            positions.append(position)
        } while scanner.take(",")
        try scanner.expect("]")
        return positions
    }

    /// Longitude and latitude; what follows (a height) is left out. `nil` for an empty array.
    private static func position(_ scanner: inout JSONScanner) throws -> Position? {
        try scanner.expect("[")
        if scanner.take("]") { return nil }
        let x = try scanner.number()
        try scanner.expect(",")
        let y = try scanner.number()
        while scanner.take(",") { _ = try scanner.number() }
        try scanner.expect("]")
        guard x.isFinite, y.isFinite else { throw GeometryError("a coordinate is beyond all numbers") }
        return Position(x, y)
    }
}
