/// The coordinate reference systems that geo reads, computes in and publishes.
public enum CoordinateReferenceSystem: String, Sendable, CaseIterable {
    /// Longitude, latitude in degrees (OGC CRS84): all data at rest.
    case crs84 = "OGC:CRS84"
    /// RGF93 v1 / Lambert-93, metres: distances, maps of metropolitan France.
    case lambert93 = "EPSG:2154"
    /// WGS 84 / Pseudo-Mercator, metres: tiles.
    case webMercator = "EPSG:3857"
    /// Latitude, longitude in degrees, as its authority orders them; transformations here still take (longitude, latitude).
    case wgs84 = "EPSG:4326"
}
