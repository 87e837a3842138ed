import Foundation
import Testing

/// What a person sees when something is wrong: a message with what, where and remedy, the exit status of the contract, nothing half-written.
@Suite struct BadInputTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let arguments: [String]
        let status: Int32
        /// Texts that the message must hold.
        let says: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "unknown department", arguments: ["coverage", "--dept", "99"], status: 64, says: ["--dept", "99", "33 Gironde"]),
        Case(name: "part of a word", arguments: ["coverage", "--dept", "Charent"], status: 64, says: ["--dept", "Charent"]),
        Case(name: "unknown option", arguments: ["coverage", "--colour"], status: 64, says: ["--colour"]),
        Case(name: "unknown command", arguments: ["couverture"], status: 64, says: ["couverture"]),
        Case(name: "unknown indicator", arguments: ["coverage", "--indicator", "x"], status: 64, says: ["--indicator", "acteurs_pour_10000_hab"]),
        Case(
            name: "decimals of no coordinates", arguments: ["coverage", "--format", "csv", "--precision", "3"], status: 64,
            says: ["--precision", "GeoJSON"]),
        Case(name: "radius of nothing", arguments: ["coverage", "--radius", "5"], status: 64, says: ["--radius", "depends on it"]),
        Case(name: "unknown format", arguments: ["coverage", "--format", "pdf"], status: 64, says: ["--format", "geojson"]),
        Case(name: "missing list", arguments: ["coverage", "--actors", "/does/not/exist.csv"], status: 66, says: ["/does/not/exist.csv"]),
        Case(name: "a folder as list", arguments: ["coverage", "--actors", "/"], status: 66, says: ["/", "folder"]),
        Case(name: "missing table", arguments: ["geocode", "/does/not/exist.csv"], status: 66, says: ["/does/not/exist.csv"]),
        Case(name: "no such geodata", arguments: ["coverage", "--data", "/tmp"], status: 66, says: ["/tmp", "geodata"]),
        Case(name: "output folder missing", arguments: ["coverage", "-o", "/does/not/exist/out.csv"], status: 73, says: ["/does/not/exist/out.csv"]),
        Case(name: "output is a folder", arguments: ["coverage", "-o", "/tmp"], status: 73, says: ["/tmp", "folder"]),
        Case(name: "disk full", arguments: ["coverage", "-o", "/dev/full"], status: 73, says: ["/dev/full", "space"]),
    ]

    @Test("A request that cannot be met says what, where and how to mend it", arguments: cases)
    func refused(_ example: Case) throws {
        let outcome = try CommandRunner.run(example.arguments)
        #expect(outcome.status == example.status)
        #expect(outcome.output.isEmpty)
        for text in example.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        #expect(!outcome.errors.contains("Fatal error"))
    }

    struct BadFile: CustomTestStringConvertible, Sendable {
        let name: String
        let content: Data
        let says: [String]
        var testDescription: String { name }
    }

    static let files: [BadFile] = [
        BadFile(name: "empty file", content: Data(), says: ["empty"]),
        BadFile(name: "binary file", content: Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3, 0, 0]), says: ["list.csv"]),
        BadFile(name: "a PNG", content: Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]), says: ["list.csv"]),
        BadFile(name: "UTF-16 without a place", content: Data([0xFF, 0xFE, 0x6E, 0x00, 0x6F, 0x00, 0x6D, 0x00]), says: ["nom", "--column"]),
        BadFile(name: "no place column", content: Data("nom;remarque\nA;b\n".utf8), says: ["remarque", "--column"]),
    ]

    @Test("A file that is not a list is refused by coverage and geocode alike, and nothing is written", arguments: files)
    func notAList(_ example: BadFile) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("list.csv", example.content)
        let out = folder.url.appendingPathComponent("out.csv").path
        for arguments in [["coverage", "--actors", path, "-o", out], ["geocode", path, "-o", out]] {
            let outcome = try CommandRunner.run(arguments)
            #expect(outcome.status == 65, "\(outcome.errors)")
            for text in example.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
            #expect(folder.contents == ["list.csv"])
        }
    }

    @Test("A truncated or foreign GeoPackage is told as such, with the file and how to restore it", arguments: [0, 100, 5000, 1_000_000])
    func damagedReference(bytes: Int) throws {
        let folder = try TemporaryFolder()
        let original = CommandRunner.root.appendingPathComponent("geodata")
        let data = folder.url.appendingPathComponent("geodata")
        try FileManager.default.createDirectory(at: data.appendingPathComponent("reference"), withIntermediateDirectories: true)
        for name in ["codelists", "samples"] {
            try FileManager.default.copyItem(at: original.appendingPathComponent(name), to: data.appendingPathComponent(name))
        }
        let file = "reference/nouvelle-aquitaine.gpkg"
        try Data(contentsOf: original.appendingPathComponent(file)).prefix(bytes).write(to: data.appendingPathComponent(file))
        let outcome = try CommandRunner.run(["coverage", "--dept", "33", "--data", data.path])
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.errors.contains("nouvelle-aquitaine.gpkg") && outcome.errors.contains("geo reference build"), "\(outcome.errors)")
    }

    @Test("A ragged row and a code that lost its zero are told with their lines; the others are counted")
    func raggedRow() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("list.csv", "nom,code_insee\nA,33063\nB\nC,1001\nD,33281\n")
        let outcome = try CommandRunner.run(["coverage", "--actors", path, "--dept", "33", "--indicator", "acteurs", "--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("list.csv:3"), "\(outcome.errors)")
        #expect(outcome.errors.contains("list.csv:4: code_insee: \"1001\"") && outcome.errors.contains("leading zeros"), "\(outcome.errors)")
        #expect(outcome.text.contains("33,Gironde"))
    }

    @Test("An existing output survives a failure")
    func outputSurvives() throws {
        let folder = try TemporaryFolder()
        let out = try folder.file("out.csv", "précieux")
        let outcome = try CommandRunner.run(["coverage", "--dept", "99", "-o", out])
        #expect(outcome.status == 64)
        #expect(try String(contentsOfFile: out, encoding: .utf8) == "précieux")
    }
}
