extension CoordinateReferenceSystem {
    /// The identifier that OGC API uses for it.
    public var uri: String {
        switch self {
        case .crs84: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        case .lambert93: "http://www.opengis.net/def/crs/EPSG/0/2154"
        case .webMercator: "http://www.opengis.net/def/crs/EPSG/0/3857"
        case .wgs84: "http://www.opengis.net/def/crs/EPSG/0/4326"
        }
    }

    /// The system that a URI names, with `http` or `https`; `nil` for one that geo does not publish in.
    public init?(uri: some StringProtocol) {
        let name = uri.hasPrefix("https://") ? "http://" + uri.dropFirst(8) : String(uri)
        guard let known = Self.allCases.first(where: { $0.uri == name }) else { return nil }
        self = known
    }

    /// The authority puts the latitude before the longitude: coordinates read and written in this system are swapped, those held are not.
    public var isLatitudeFirst: Bool { self == .wgs84 }

    /// Its coordinates are degrees of longitude and latitude.
    public var isGeographic: Bool { self == .crs84 || self == .wgs84 }
}
