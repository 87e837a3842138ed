internal import GeoCore

/// Names that OGC API gives to things.
enum OGC {
    /// The conformance classes that are declared, each because a test holds it.
    static let conformanceClasses: [String] =
        ["core", "oas30", "html", "geojson"].map { "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\($0)" }
        + ["http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"]
        + ["queryables", "queryables-query-parameters", "filter", "features-filter"].map {
            "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/\($0)"
        }
        + [
            "cql2-text", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "accent-insensitive-comparison",
            "basic-spatial-functions", "basic-spatial-functions-plus", "property-property",
        ].map { "http://www.opengis.net/spec/cql2/1.0/conf/\($0)" }
        + ["core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30"].map {
            "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/\($0)"
        }
        + ["tilematrixset", "json-tilematrixset"].map { "http://www.opengis.net/spec/tms/2.0/conf/\($0)" }

    /// The languages of `filter`, the default first; the other is the name that drafts had, which GDAL 3.6 looks for.
    static let filterLanguages = ["cql2-text", "cql-text"]

    /// The systems that coordinates are read and written in, the default first.
    static let systems: [CoordinateReferenceSystem] = [.crs84, .lambert93, .webMercator, .wgs84]
}

/// Link relations (IANA, OGC).
enum Relation {
    static let conformance = "conformance"
    static let data = "data"
    static let items = "items"
    static let collection = "collection"
    static let serviceDescription = "service-desc"
    static let serviceDocumentation = "service-doc"
    static let queryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
    /// As drafts of Part 3 had it, which GDAL 3.6 looks for.
    static let draftQueryables = "queryables"
    static let schema = "http://www.opengis.net/def/rel/ogc/1.0/schema"
    static let describedBy = "describedby"
    static let licence = "license"
    static let item = "item"
    static let tilesets = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
    static let tilingScheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
    static let tilingSchemes = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
    static let geoData = "http://www.opengis.net/def/rel/ogc/1.0/geodata"
}

extension MediaType {
    static let geoJSON = MediaType("application/geo+json")
    static let geoJSONSequence = MediaType("application/geo+json-seq")
    static let csv = MediaType("text/csv; charset=utf-8")
    static let schemaJSON = MediaType("application/schema+json")
    static let mapboxVectorTile = MediaType("application/vnd.mapbox-vector-tile")
    static let openAPI = MediaType("application/vnd.oai.openapi+json;version=3.0")

    /// What the parameter `f` calls it.
    var formatName: String? {
        switch self {
        case .json: "json"
        case .html: "html"
        case .geoJSON: "geojson"
        case .geoJSONSequence: "geojsonseq"
        case .csv: "csv"
        case .schemaJSON: "schema"
        case .openAPI: "openapi"
        case .mapboxVectorTile: "mvt"
        default: nil
        }
    }

    /// For a link's title.
    var formatTitle: String {
        switch self {
        case .geoJSON: "GeoJSON"
        case .geoJSONSequence: "GeoJSON (une entité par ligne)"
        case .csv: "CSV"
        case .html: "HTML"
        case .schemaJSON: "JSON Schema"
        case .openAPI: "OpenAPI 3.0"
        case .mapboxVectorTile: "Mapbox Vector Tile"
        default: "JSON"
        }
    }
}
