internal import Foundation
internal import GeoCore

/// `geo reference build`: a folder of the source's CSV files in, the reference GeoPackage out.
public enum ReferenceBuild {
    /// What was built.
    public struct Outcome: Sendable {
        public let report: BuildReport
        public let contentHash: String
        /// Every file was the one of the release.
        public let sourceIsKnown: Bool
    }

    /// Builds the reference and writes it as a whole or not at all.
    ///
    /// - Parameters:
    ///   - directory: the decompressed CSV files.
    ///   - path: the GeoPackage to write; replaced when it exists.
    ///   - release: which release of the source this is and what is known to be wrong in it.
    ///   - acceptsOtherSource: build even where a file is not the one of that release; the file then says so.
    ///   - progress: called before each long step.
    /// - Throws: a `Diagnostic`: `ImportError`, `GeometryError` or `StoreError`.
    public static func run(
        source directory: String, to path: String, release: SourceRelease = SourceRelease(), acceptsOtherSource: Bool = false,
        progress: @escaping (String) -> Void = { _ in }
    ) throws -> Outcome {
        try GeoPackageFile.checkFolder(of: path)
        progress("Checking the source in \(directory)")
        let isKnown = try check(directory, release, acceptsOtherSource)
        progress("Reading the source")
        let source = try ReferenceSource(directory: directory, regionCode: release.regionCode)
        let built = try ReferenceBuilder.build(source, release: release, progress: progress)
        progress("Writing \(path)")
        let writer = ReferenceWriter(
            built: built, metadata: metadata(built, release, sourceIsKnown: isKnown), lastChange: "\(release.codesVintage)T00:00:00.000Z")
        let hash = try writer.write(to: path)
        return Outcome(report: built.report, contentHash: hash, sourceIsKnown: isKnown)
    }

    /// Whether every file is the one of the release.
    private static func check(_ directory: String, _ release: SourceRelease, _ acceptsOther: Bool) throws(ImportError) -> Bool {
        var isKnown = true
        for (name, expected) in release.files.sorted(by: { $0.key < $1.key }) {
            let path = URL(filePath: directory).appending(path: name).path
            let found = try SourceTable.explained { () throws(ImportError) in try FileDigest.sha256(path) }
            if found == expected { continue }
            isKnown = false
            guard acceptsOther else {
                throw ImportError(
                    "this is not the file of \(release.package): its SHA-256 is \(found), not \(expected)", location: path,
                    remedy: "Fetch the source with geodata/fetch.sh, or build with --accept-other-source and check the result.")
            }
        }
        return isKnown
    }

    private static func metadata(_ built: BuiltReference, _ release: SourceRelease, sourceIsKnown: Bool) -> [String: String] {
        let report = built.report
        let region = built.levels[.region]?.territories.first
        return [
            "titre": "Géographie de référence : \(region?.name ?? release.regionCode)",
            "code_region": release.regionCode,
            "vintage_codes": release.codesVintage,
            "vintage_polygones": release.polygonsVintage,
            "note_polygones":
                "Contours antérieurs aux fusions du 1er janvier 2025, dont les parties manquantes sont reprises des cantons ; généralisés.",
            "annee_population": String(release.populationYear),
            "note_population": "Population municipale ; celle d'un EPCI partiel est celle de ses communes dans la région.",
            "note_surface": "Surface du contour sur l'ellipsoïde GRS 80, eaux comprises.",
            "source": release.citation,
            "citation":
                "Source : \(release.citation) ; \(release.licence) ; codes au \(release.codesVintage), "
                + "contours au \(release.polygonsVintage), population \(release.populationYear)",
            "licence": release.licence,
            "source_paquet": sourceIsKnown ? release.package : "inconnu",
            "source_sha256": sourceIsKnown ? release.packageSHA256 : "inconnu",
            "communes_completees": report.completedCommunes.joined(separator: " "),
            "noms_completes": String(report.namesCompleted),
            "mairies_hors_commune": String(report.townHallsOutside),
        ]
    }
}
