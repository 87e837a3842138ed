internal import ArgumentParser
internal import Foundation
internal import GeoStore

/// `geo reference build`: rebuilds the GeoPackage from its source.
struct ReferenceBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Rebuild the reference GeoPackage from the source's CSV files, with every repair.",
        discussion: """
            Fetch the source first: geodata/fetch.sh downloads, checks and decompresses it into geodata/source.

            Example:
              geo reference build --source geodata/source -o geodata/reference/nouvelle-aquitaine.gpkg
            """)

    @Option(name: .customLong("source"), help: ArgumentHelp("Folder of the decompressed CSV files.", valueName: "DIR"))
    var source: String

    @Option(name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("GeoPackage to write.", valueName: "FILE"))
    var output = "geodata/reference/nouvelle-aquitaine.gpkg"

    @Option(help: ArgumentHelp("Manifest to write the result's description into.", valueName: "FILE"))
    var manifest: String?

    @Flag(help: "Build from files that are not those of the release the repairs were written for; the result says so.")
    var acceptOtherSource = false

    @Flag(help: "No messages but errors.")
    var quiet = false

    func run() throws {
        let isQuiet = quiet
        let outcome = try ReferenceBuild.run(source: source, to: output, acceptsOtherSource: acceptOtherSource) { step in
            if !isQuiet { FileHandle.standardError.write(Data("\(step)…\n".utf8)) }
        }
        if let manifest, !outcome.sourceIsKnown {
            FileHandle.standardError.write(Data("geo: \(manifest) is left as it was: it describes what is built from the known release\n".utf8))
        } else if let manifest {
            let entry = try ReferenceManifest(describing: ReferenceFile(output), at: Self.path(of: output, from: manifest))
            try entry.write(into: manifest)
        }
        for line in outcome.report.lines { print(line) }
        print("content hash: \(outcome.contentHash)")
    }

    /// The path of a file seen from the folder of another, where it lies below that folder.
    private static func path(of file: String, from other: String) -> String {
        let folder = URL(filePath: other).standardizedFileURL.deletingLastPathComponent().path
        let path = URL(filePath: file).standardizedFileURL.path
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
