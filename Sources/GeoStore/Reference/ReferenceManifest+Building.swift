internal import Foundation
internal import GeoCore

extension ReferenceManifest {
    /// What a manifest says of a file: measured on the file itself, with the source it was built from.
    ///
    /// - Parameter relativePath: where the file lies, seen from the manifest.
    public init(describing file: ReferenceFile, at relativePath: String, release: SourceRelease = SourceRelease()) throws(StoreError) {
        let geography = try file.geography(boundaries: [.commune, .region], gazetteer: false)
        let vintage = geography.vintage
        let edges = CoverageEdges(geography.boundaries(at: .commune) ?? [])
        self.file = relativePath
        contentHash = vintage.contentHash
        producers = release.producers
        licence = vintage.licence
        vintages = Vintages(codes: vintage.codes, polygons: vintage.polygons, populationYear: vintage.populationYear)
        source = Source(package: release.package, url: release.url, sha256: release.packageSHA256, files: release.files)
        rows = Dictionary(try file.rowCounts().map { ($0.table, $0.count) }, uniquingKeysWith: { first, _ in first })
        population = geography.region?.population ?? 0
        areaSquareKilometers = geography.region?.areaSquareKilometers ?? 0
        innerEdges = edges.innerEdgeCount
        outlineEdges = edges.outline.count
        enclaves = geography.boundaries(at: .region)?.reduce(0) { $0 + $1.holeCount } ?? 0
        namesWithArticle = VerifiedContent.namesWithArticle(geography.communes.map(\.name))
    }

    /// Writes this entry into a manifest, leaving the other entries as they are; keys sorted, so that the same content is the same text.
    public func write(into path: String) throws(StoreError) {
        do {
            var whole: [String: Any] = [:]
            if let data = FileManager.default.contents(atPath: path) {
                whole = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
            }
            whole["reference"] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self))
            var text = try JSONSerialization.data(withJSONObject: whole, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
            text.append(0x0A)
            try text.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw StoreError("the manifest cannot be written: \(error)", location: path, kind: .cannotWrite)
        }
    }
}
