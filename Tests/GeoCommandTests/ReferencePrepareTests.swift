import Foundation
import GRDB
import Testing

/// The command with the file that `geo reference prepare` makes, and without it.
@Suite struct ReferencePrepareTests {
    private static let questions = [
        ["coverage", "--dept", "33", "--indicator", "all"], ["coverage", "--level", "epci", "--format", "geojson"],
        ["map", "--level", "commune", "--indicator", "acteurs_pour_10000_hab"], ["map", "--dept", "23", "--indicator", "acteurs"],
        ["map", "--level", "canton", "--template", "half-page"], ["geocode", "samples/actors.csv", "--explain"],
    ]

    @Test("It answers the same bytes from the prepared file as from the GeoPackage, and from no file that was changed")
    func sameAnswers() throws {
        let scratch = try TemporaryFolder()
        let data = scratch.url.appendingPathComponent("geodata")
        let reference = data.appendingPathComponent("reference/nouvelle-aquitaine.gpkg")
        let source = CommandRunner.root.appendingPathComponent("geodata")
        let files = FileManager.default
        try files.createDirectory(at: data.appendingPathComponent("reference"), withIntermediateDirectories: true)
        for part in ["codelists", "samples", "reference/nouvelle-aquitaine.gpkg"] {
            try files.copyItem(at: source.appendingPathComponent(part), to: data.appendingPathComponent(part))
        }
        func geo(_ arguments: [String]) throws -> CommandRunner.Outcome {
            try CommandRunner.run(arguments, in: data, environment: ["GEO_DATA": data.path])
        }
        let made = try Self.questions.map(geo)
        #expect(made.allSatisfy { $0.status == 0 && !$0.output.isEmpty })
        #expect(try geo(["reference", "info"]).text.contains("geo reference prepare"))
        let prepare = try geo(["reference", "prepare"])
        #expect(prepare.status == 0 && prepare.errors.contains("nouvelle-aquitaine.gpkg.prepared"), "\(prepare.errors)")
        #expect(try !geo(["reference", "info"]).text.contains("geo reference prepare"))
        for (question, made) in zip(Self.questions, made) {
            let isSame = try geo(question).output == made.output
            #expect(isSame, "\(question)")
        }

        // Changed in a byte it is not used, and made again.
        let prepared = URL(fileURLWithPath: reference.path + ".prepared")
        let whole = try Data(contentsOf: prepared)
        var altered = whole
        for place in stride(from: 1000, to: altered.count, by: 50_000) { altered[place] ^= 1 }
        try altered.write(to: prepared)
        #expect(try geo(Self.questions[0]).output == made[0].output)
        #expect(try geo(["reference", "prepare"]).status == 0)
        #expect(try Data(contentsOf: prepared) == whole)

        // A GeoPackage that was changed is what answers from then on, until it is prepared again, and after.
        let queue = try DatabaseQueue(path: reference.path)
        try queue.write { try $0.execute(sql: "UPDATE metadonnees SET valeur = '2018' WHERE cle = 'annee_population'") }
        try queue.close()
        #expect(try geo(["reference", "info"]).text.contains("geo reference prepare"))
        let changed = try geo(Self.questions[0])
        #expect(changed.status == 0 && changed.output != made[0].output, "\(changed.errors)")
        #expect(try geo(["reference", "prepare"]).status == 0)
        #expect(try geo(Self.questions[0]).output == changed.output)

        // The prepared file is what answers: that of the changed GeoPackage, given out for one of the first (size and CRC-32 of its GeoPackage
        // in its header), answers as before.
        var forged = try Data(contentsOf: prepared)
        forged.replaceSubrange(24..<40, with: whole[24..<40])
        try forged.write(to: prepared)
        try files.removeItem(at: reference)
        try files.copyItem(at: source.appendingPathComponent("reference/nouvelle-aquitaine.gpkg"), to: reference)
        #expect(try geo(Self.questions[0]).output == changed.output)
    }
}
