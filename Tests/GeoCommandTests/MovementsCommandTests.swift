import Foundation
import Testing

/// `--movements` means the same wherever a list is placed.
@Suite struct MovementsCommandTests {
    /// In the form of INSEE's file; Caudéran became part of Bordeaux in 1965.
    private static let movements = """
        MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP
        33,1965-02-22,COM,33900,0,CAUDERAN,Caudéran,Caudéran,COM,33063,0,BORDEAUX,Bordeaux,Bordeaux

        """
    private static let list = "id,nom,type,ville\n1,A,association,Caudéran\n"

    @Test("geocode, coverage, map, import, review and the server place a vanished commune alike, and none does without the file")
    func everywhere() async throws {
        let folder = try TemporaryFolder()
        let list = try folder.file("l.csv", Self.list)
        let file = try folder.file("mvt.csv", Self.movements)
        let store = folder.url.appendingPathComponent("o.gpkg").path
        let coverage = ["coverage", "--commune", "33063", "--level", "commune", "--indicator", "acteurs", "--format", "csv", "--quiet"]
        let map = ["map", "--dept", "33", "--indicator", "acteurs_pour_10000_hab", "--quiet"]

        let geocoded = try CommandRunner.run(["geocode", list, "--movements", file])
        #expect(geocoded.text.contains(",33063,Bordeaux,33,") && geocoded.text.contains("former"))
        #expect(try !CommandRunner.run(["geocode", list]).text.contains("33063"))

        let counted = try CommandRunner.run(coverage + ["--actors", list, "--movements", file])
        let uncounted = try CommandRunner.run(coverage + ["--actors", list])
        #expect(counted.status == 0 && uncounted.status == 0 && counted.output != uncounted.output, "\(counted.errors)")
        let drawn = try CommandRunner.run(map + ["--actors", list, "--movements", file])
        let undrawn = try CommandRunner.run(map + ["--actors", list])
        #expect(drawn.status == 0 && drawn.output != undrawn.output)
        let server = try ServerProcess(["--actors", list, "--movements", file])
        #expect(
            try await server.get("/coverage.csv?commune=33063&level=commune&indicator=acteurs").body == counted.output)

        let imported = try CommandRunner.run(["import", list, "--store", store, "--movements", file])
        #expect(imported.status == 0 && imported.text.contains("former 1") && imported.text.contains("1 movements"), "\(imported.errors)")
        #expect(try CommandRunner.run(coverage + ["--store", store]).text.split(separator: "\n").count == counted.text.split(separator: "\n").count)
        #expect(try CommandRunner.run(["review", "--store", store]).text == "no place of the store needs a person\n")
        #expect(try CommandRunner.run(["geocode", list, "--store", store]).output == geocoded.output)
        let again = try CommandRunner.run(["import", list, "--store", store])
        #expect(again.text.contains("1 unchanged") && again.text.contains("former 1"))
    }

    @Test("A file that is not INSEE's is refused by its line; beside a store it is told where it belongs; a difference to the store's is told")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let list = try folder.file("l.csv", Self.list)
        let file = try folder.file("mvt.csv", Self.movements)
        let store = folder.url.appendingPathComponent("o.gpkg").path
        #expect(try CommandRunner.run(["import", list, "--store", store]).status == 0)
        let wrong = try CommandRunner.run(["import", list, "--store", store, "--movements", list])
        #expect(wrong.status == 65 && wrong.errors.contains("MOD"))
        let beside = try CommandRunner.run(["coverage", "--store", store, "--movements", file])
        #expect(beside.status == 64 && beside.errors.contains("geo import"))
        let other = try CommandRunner.run(["geocode", list, "--store", store, "--movements", file])
        #expect(other.status == 0 && other.errors.contains("those of the store"))
    }
}
