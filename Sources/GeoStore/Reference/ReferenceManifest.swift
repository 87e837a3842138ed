internal import Foundation
internal import GeoCore

/// The entry `reference` of `geodata/manifest.json`: what the shipped reference geography must be.
public struct ReferenceManifest: Sendable, Codable, Hashable {
    /// A package the data were taken from.
    public struct Source: Sendable, Codable, Hashable {
        public var package: String
        public var url: String
        public var sha256: String
        /// SHA-256 of each file used, decompressed.
        public var files: [String: String]
    }

    /// Three different dates.
    public struct Vintages: Sendable, Codable, Hashable {
        public var codes: String
        public var polygons: String
        public var populationYear: Int
    }

    /// Path of the GeoPackage, relative to the manifest.
    public var file: String
    public var contentHash: String
    public var producers: [String]
    public var licence: String
    public var vintages: Vintages
    public var source: Source
    /// Rows by table.
    public var rows: [String: Int]
    public var population: Int
    public var areaSquareKilometers: Double
    /// Edges that two communes share, and edges of the region's outline.
    public var innerEdges: Int
    public var outlineEdges: Int
    /// Interior rings of the region: true enclaves.
    public var enclaves: Int
    public var namesWithArticle: Int

    /// Reads the manifest.
    ///
    /// - Throws: `StoreError` when the file is not there or has no such entry.
    public init(path: String) throws(StoreError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StoreError("there is no such file", location: path, remedy: "It is kept beside the data in geodata/.", kind: .inputMissing)
        }
        do {
            self = try JSONDecoder().decode(Whole.self, from: data).reference
        } catch {
            throw StoreError("the entry reference cannot be understood: \(error)", location: path, remedy: "Restore the file.")
        }
    }

    private struct Whole: Decodable {
        let reference: ReferenceManifest
    }
}
