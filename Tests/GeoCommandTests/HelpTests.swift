import Foundation
import Testing

/// Help that is read is help that works: every command has an example, and every example runs as it stands.
@Suite struct HelpTests {
    static let commands = [
        ["coverage"], ["geocode"], ["join"], ["map"], ["serve"], ["import"], ["import", "actors"], ["import", "projects"], ["review"], ["export"],
        ["reference", "info"],
        ["reference", "build"],
        ["reference", "verify"],
    ]
    /// A server does not end, the source of the reference is not in the repository, and the keys of a review are those of one store.
    static let runnable = commands.filter { !["serve", "review", "build"].contains($0.last ?? "") }

    static func examples(_ command: [String]) throws -> [String] {
        let help = try CommandRunner.run(command + ["--help"]).text
        // The width of the terminal may have wrapped an example: a line that begins no new example goes on with the one before.
        var examples: [String] = []
        var isInside = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("Example") {
                isInside = true
                continue
            }
            guard isInside else { continue }
            if text.isEmpty || text.hasPrefix("USAGE") {
                isInside = false
                continue
            }
            if text.hasPrefix("geo ") || text.contains("| geo ") {
                examples.append(text)
            } else if let last = examples.popLast() {
                examples.append(last + " " + text)
            }
        }
        return examples
    }

    @Test("Every command shows an example", arguments: commands)
    func hasExample(command: [String]) throws {
        #expect(try !Self.examples(command).isEmpty, "\(command)")
    }

    @Test("Every example runs as it stands, but for those of serve, review and build", arguments: runnable)
    func examplesRun(command: [String]) throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("liste.csv", "nom;code postal;ville\nLes Amis;33000;Bordeaux\nA;17000;LA ROCHELLE CEDEX\nB;64000;Pau\n")
        _ = try folder.file("points.csv", "nom;lon;lat\nLes Amis;-0,58;44,84\nB;5;45\n")
        _ = try folder.file("quartiers.geojson", JoinCommandTests.zones)
        _ = try folder.file("actors.csv", "nom;code postal;ville\nLes Amis;33000;Bordeaux\n")
        _ = try folder.file("projets.csv", "id;intitulé;Association;pays\n1;De l'eau au village;Les Amis;Sénégal\n")
        try FileManager.default.copyItem(
            at: CommandRunner.root.appendingPathComponent("Tests/References/workbooks/annuaire.xlsx"),
            to: folder.url.appendingPathComponent("annuaire.xlsx"))
        if command.first != "import" {
            #expect(try CommandRunner.run(["import", "liste.csv", "--store", "observatoire.gpkg", "--quiet"], in: folder.url).status == 0)
        }
        // A small store answers the examples that name no list: what is tried is their words, not the sample's figures.
        let store = ["coverage", "map"].contains(command.first) ? ["GEO_STORE": folder.url.appendingPathComponent("observatoire.gpkg").path] : [:]
        for example in try Self.examples(command) {
            let outcome = try Self.shell(example, in: folder.url, environment: store)
            #expect(outcome.status == 0, "\(example)\n\(outcome.errors)")
        }
        if command == ["coverage"] || command == ["map"] || command == ["geocode"] { #expect(folder.contents.count > 5) }
    }

    /// Runs a line as a shell does, with `geo` on the path.
    static func shell(_ line: String, in folder: URL, environment: [String: String] = [:]) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PATH": CommandRunner.executable.deletingLastPathComponent().path + ":" + path,
            "GEO_DATA": CommandRunner.root.appendingPathComponent("geodata").path,
        ]) { $1 }.merging(environment) { $1 }
        let log = folder.appendingPathComponent(".stderr")
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
    }
}
