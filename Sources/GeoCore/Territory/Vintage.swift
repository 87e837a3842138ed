/// What the reference geography is made of and when: three different vintages, printed wherever figures are.
public struct Vintage: Sendable, Hashable {
    /// Date of INSEE's list of codes and names (COG), ISO: `2026-01-01`.
    public var codes: String
    /// Date the polygons stand for, ISO: `2024-01-01`.
    public var polygons: String
    /// Census year of the population: `2017`.
    public var populationYear: Int
    /// Where the data come from, to be cited: producers and carrier.
    public var source: String
    public var licence: String
    /// SHA-256 of the content of the reference, rows in key order.
    public var contentHash: String

    public init(codes: String, polygons: String, populationYear: Int, source: String, licence: String, contentHash: String) {
        self.codes = codes
        self.polygons = polygons
        self.populationYear = populationYear
        self.source = source
        self.licence = licence
        self.contentHash = contentHash
    }
}
