package import GeoCore

/// One path of the service: what is there, in which types, and how the answer is made.
package struct Route: Sendable {
    package typealias Render = @Sendable (QueryParameters, TerritorySnapshot, MediaType) throws -> [UInt8]

    package enum Answer: Sendable {
        /// A function of the snapshot and the query: made once off the event loop, kept, compressed, validated.
        case rendered(Render)
        /// A function of the snapshot and of what a person asked about (an address): made for each request, validated, kept by nobody.
        case personal(Render)
        /// About the server itself at this moment: made for each request, kept by nobody.
        case immediate(@Sendable (QueryParameters, TerritorySnapshot) throws -> [UInt8])
    }

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
}

/// All that is published, in the order it is listed.
package enum RouteTable {
    package static let routes =
        [LandingPage.route] + CoverageRoutes.routes + [CoverageRoutes.catalogue] + MapRoutes.routes + GeocodingRoutes.routes + HealthRoutes.routes

    private static let byPath = Dictionary(routes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    static func route(_ path: String) -> Route? { byPath[path] }
}
