package import GeoCore

/// One feature of a layer, whatever file it came from.
package struct LayerFeature: Sendable {
    /// What the file itself calls it: the `id` of GeoJSON, the `fid` of a GeoPackage.
    package var id: String?
    package var attributes: [(name: String, value: AttributeValue)] = []
    package var geometry: LayerGeometry = .none

    package subscript(name: String) -> AttributeValue? { attributes.first { $0.name == name }?.value }
}

/// A geometry as far as a join needs it.
package enum LayerGeometry: Sendable {
    case none
    /// The positions of a point or of several points.
    case points([Position])
    case polygons(MultiPolygon)
    /// Of another type, which is named.
    case other(String)
}

/// The value of an attribute: text, or what JSON writes without quotation marks (a number, `true`, an array), kept as it was written.
package enum AttributeValue: Sendable, Hashable {
    case null
    case text(String)
    case literal(String)

    /// As a field of a table and as an identifier; empty where there is nothing.
    package var text: String {
        switch self {
        case .null: ""
        case .text(let text), .literal(let text): text
        }
    }
}

/// A layer that is read feature by feature.
package protocol LayerReader: AnyObject {
    /// What messages call it: the file, and the layer where the file has several.
    var name: String { get }
    /// The reference system of the positions, in words that PROJ understands; `nil`: longitude and latitude (CRS84).
    var crs: String? { get }
    /// The names of all attributes, in order. Costs one look at every feature where the file does not list them.
    func attributeNames() throws -> [String]
    /// The next feature; `nil` at the end.
    ///
    /// - Throws: a `Diagnostic` that names the feature or the place in the file.
    func next() throws -> LayerFeature?
}
