internal import ArgumentParser
internal import GeoCore
internal import GeoStore

/// `geo reference info`: what the reference geography is made of.
struct ReferenceInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Print what the reference geography is made of, and when.",
        discussion: """
            Example:
              geo reference info
            """)

    @Argument(help: ArgumentHelp("Reference GeoPackage; else the one of geodata.", valueName: "FILE"))
    var file: String?

    @OptionGroup var location: DataLocation

    func run() throws {
        let file = try file ?? location.directory().reference
        let reference = try ReferenceFile(file)
        let metadata = try reference.metadata()
        let vintage = try reference.vintage()
        let facts = [
            ("title", metadata["titre"] ?? ""), ("file", file), ("codes and names", vintage.codes), ("polygons", vintage.polygons),
            ("population", "census of \(vintage.populationYear)"), ("source", vintage.source), ("licence", vintage.licence),
            ("built from", "\(metadata["source_paquet"] ?? ""), SHA-256 \(metadata["source_sha256"] ?? "")"),
            ("content hash", vintage.contentHash),
            ("prepared", PreparedReference.isCurrent(of: file) ? PreparedReference.path(of: file) : "no (geo reference prepare: geo starts sooner)"),
            ("rows", try reference.rowCounts().map { "\($0.count) \($0.table)" }.joined(separator: ", ")),
        ]
        let width = facts.map(\.0.count).max() ?? 0
        for (name, value) in facts { print(name + String(repeating: " ", count: width - name.count + 2) + value) }
    }
}
