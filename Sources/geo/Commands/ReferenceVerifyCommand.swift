internal import ArgumentParser
internal import Foundation
internal import GeoCore
internal import GeoStore

/// `geo reference verify`: whether the reference geography is what the manifest says, and sound.
struct ReferenceVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the reference GeoPackage: hash, counts, validity, coverage, points, sums, names.",
        discussion: """
            Prints one line a check; exits 1 when one is not met. The manifest is the one beside the file's folder, where there is one.

            Example:
              geo reference verify
            """)

    @Argument(help: ArgumentHelp("Reference GeoPackage; else the one of geodata.", valueName: "FILE"))
    var file: String?

    @OptionGroup var location: DataLocation

    @Option(help: ArgumentHelp("Manifest to hold the file against.", valueName: "FILE"))
    var manifest: String?

    func run() throws {
        let file = try file ?? location.directory().reference
        let reference = try ReferenceFile(file)
        let expected = try readManifest(of: file)
        if expected == nil {
            FileHandle.standardError.write(Data("geo: no manifest speaks of \(file): it is checked in itself only (see --manifest)\n".utf8))
        }
        let checks = try ReferenceVerification.run(reference, manifest: expected)
        for check in checks { print("\(check.isMet ? "ok     " : "NOT MET")  \(check.name): \(check.detail)") }
        let failed = checks.count { !$0.isMet }
        if failed > 0 { throw VerificationFailure(problem: "\(failed) of \(checks.count) checks are not met", location: file) }
    }

    /// The manifest named, else `manifest.json` in the folder above the file's, when it speaks of this file.
    private func readManifest(of file: String) throws -> ReferenceManifest? {
        if let manifest { return try ReferenceManifest(path: manifest) }
        let url = URL(filePath: file).standardizedFileURL
        let geodata = url.deletingLastPathComponent().deletingLastPathComponent()
        let beside = geodata.appending(path: "manifest.json")
        guard FileManager.default.fileExists(atPath: beside.path) else { return nil }
        let found = try ReferenceManifest(path: beside.path)
        return geodata.appending(path: found.file).standardizedFileURL == url ? found : nil
    }
}

/// A check asked for was not met: exit status 1.
private struct VerificationFailure: Diagnostic {
    let problem: String
    let location: String?
    let remedy: String? = "Restore the file, or rebuild it with geo reference build."
    let kind = DiagnosticKind.checkFailed
}
