internal import GeoCore

/// One check of the reference geography: what must hold, whether it does, and the figures.
public struct ReferenceCheck: Sendable, Hashable {
    public let name: String
    public let isMet: Bool
    /// The figures found, and what was expected where it differs.
    public let detail: String
}

/// `geo reference verify`: whether a reference GeoPackage is what the manifest says and sound in itself.
public enum ReferenceVerification {
    /// Runs every check, also after one that is not met.
    ///
    /// - Parameter manifest: what the file must be; `nil` for a file of one's own, which is then checked in itself only.
    /// - Throws: `StoreError` when the file cannot be read at all.
    public static func run(_ file: ReferenceFile, manifest: ReferenceManifest?) throws -> [ReferenceCheck] {
        let content = try VerifiedContent(file)
        return try content.storageChecks(manifest) + content.topologyChecks(manifest) + content.figureChecks(manifest)
            + content.nameChecks(manifest)
    }
}

/// The content of a reference file, read once for all checks.
struct VerifiedContent {
    let file: ReferenceFile
    let geography: ReferenceGeography
    let metadata: [String: String]

    init(_ file: ReferenceFile) throws(StoreError) {
        self.file = file
        metadata = try file.metadata()
        geography = try file.geography(boundaries: Set(TerritoryLevel.allCases))
    }

    func boundaries(_ level: TerritoryLevel) -> [MultiPolygon] { geography.boundaries(at: level) ?? [] }

    /// Names at most five offenders.
    static func list(_ offenders: [String]) -> String {
        offenders.prefix(5).joined(separator: ", ") + (offenders.count > 5 ? " and \(offenders.count - 5) more" : "")
    }

    /// A check that holds when nothing offends.
    static func check(_ name: String, _ figures: String, offenders: [String]) -> ReferenceCheck {
        ReferenceCheck(
            name: name, isMet: offenders.isEmpty, detail: offenders.isEmpty ? figures : "\(figures); not so: \(list(offenders))")
    }
}
