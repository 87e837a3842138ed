package import GeoCore
package import TileRenderer

/// One path of the service: what is there, in which types, and how the answer is made.
package struct Route: Sendable {
    package typealias Render = @Sendable (QueryParameters, TerritorySnapshot, MediaType) throws -> [UInt8]

    package enum Answer: Sendable {
        /// A function of the snapshot and the query: made once off the event loop, kept, compressed, validated.
        case rendered(Render)
        /// The same, of a document with links in it: it depends on its own address too, and takes the parameter `f`.
        case document(@Sendable (DocumentRequest) throws -> Document)
        /// The same of a picture, with what makes the formats that are not SVG.
        case drawn(@Sendable (QueryParameters, MapRenderer, (any PictureConverter)?) throws -> [UInt8])
        /// A function of the snapshot and of what a person asked about (an address): made for each request, validated, kept by nobody.
        case personal(Render)
        /// `/metrics`: for programs on this machine alone, and listed nowhere.
        case operational
        /// About the server itself at this moment: made for each request, kept by nobody.
        case immediate(@Sendable (QueryParameters, TerritorySnapshot) throws -> [UInt8])
    }

    /// Its last segments may be variables: `/collections/communes/items/{featureId}`, `/tiles/communes/{z}/{x}/{y}.mvt`.
    package let path: String
    /// The preferred one first.
    let mediaTypes: [MediaType]
    /// The query of a link that shows what is there, where it says nothing without one: `?q=Bordeaux`.
    package var example = ""
    /// For people, in French.
    package let title: String
    /// How a link to it is typed (IANA link relations).
    let relation: String
    let answer: Answer
    /// Header fields that only its answers have.
    var fields: [(name: String, description: String)] = []
    /// What it takes, as the API's definition describes it.
    var parameters: @Sendable (TerritorySnapshot) -> [ParameterDescription] = { _ in [] }
    /// How its operation is called at the end, where OGC API has a name for it: `collection.vector.getTile`.
    var operation: String? = nil
    /// Where there is nothing, the answer is 204.
    var mayBeEmpty = false

    /// It links to others, and is linked from them: one of OGC API's resources.
    var isDocument: Bool { if case .document = answer { true } else { false } }

    /// Who has its answer is told so when it asks again.
    var isValidated: Bool {
        switch answer {
        case .rendered, .document, .drawn, .personal: true
        case .operational, .immediate: false
        }
    }
}

/// All that is published, in the order it is listed.
package enum RouteTable {
    package static let routes =
        ServiceRoutes.routes + ItemsRoutes.routes + TileRoutes.routes + CoverageRoutes.routes + [CoverageRoutes.catalogue] + MapRoutes.routes
        + [MapRoutes.palettes]
        + GeocodingRoutes.routes
        + HealthRoutes.routes

    private static let byPath = Dictionary((routes + [HealthRoutes.metrics]).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    /// Those with variables, by what stands before the first and by how many segments they are.
    private static let byPrefix = Dictionary(
        routes.compactMap { route -> (Prefix, Route)? in
            guard let brace = route.path.firstIndex(of: "{") else { return nil }
            return (Prefix(text: route.path[..<brace], variables: route.path[brace...].split(separator: "/").count), route)
        }, uniquingKeysWith: { first, _ in first })

    private struct Prefix: Hashable {
        let text: Substring
        let variables: Int
    }

    private static let variableCounts = Set(byPrefix.keys.map(\.variables)).sorted()

    /// The route of a path, and the last segments where those are variables, with slashes between them.
    static func route(_ segments: [String]) -> (route: Route, variable: String)? {
        // Only what is a variable may hold a slash.
        let plain = segments.prefix { !$0.utf8.contains(UInt8(ascii: "/")) }.count
        if plain == segments.count {
            let path = "/" + segments.joined(separator: "/")
            if let route = byPath[path], !path.utf8.contains(UInt8(ascii: "{")) { return (route, "") }
        }
        for wanted in variableCounts where wanted < segments.count && segments.count - wanted <= plain {
            let variable = segments.suffix(wanted).joined(separator: "/")
            let prefix = "/" + segments.dropLast(wanted).joined(separator: "/") + "/"
            guard !variable.isEmpty, let route = byPrefix[Prefix(text: prefix[...], variables: wanted)] else { continue }
            return (route, variable)
        }
        return nil
    }
}
