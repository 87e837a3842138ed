import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `geo geocode` when something goes wrong on the way, with one worker and with many.
@Suite struct GeocodeCommandTests {
    private static let row = "Les Amis du Monde;12 rue de Bordeaux;33000;Bordeaux;33063\n"
    private static let header = "nom;adresse;cp;ville;insee\n"

    private static func table(rows: Int) -> Data { Data((header + String(repeating: row, count: rows)).utf8) }

    @Test("A disk that fills up ends the command with status 73, whatever the number of workers", arguments: ["1", "2", "7"])
    func diskFull(jobs: String) throws {
        let folder = try TemporaryFolder()
        let list = try folder.file("l.csv", Self.table(rows: 30_000))
        // The second is the table of rows to review, which is written at the very end, for there are none.
        for output in [["-o", "/dev/full"], ["-o", folder.url.path + "/out.csv", "--review", "/dev/full"]] {
            let outcome = try CommandRunner.run(["geocode", list, "--jobs", jobs, "--quiet"] + output)
            #expect(outcome.status == 73 && outcome.errors.contains("/dev/full") && outcome.errors.contains("space"), "\(outcome.errors)")
        }
        #expect(folder.contents == ["l.csv"])
    }

    @Test("A table that turns out not to be text leaves no file, and says on which line", arguments: ["1", "2", "7"])
    func damagedMiddle(jobs: String) throws {
        let folder = try TemporaryFolder()
        let list = try folder.file("l.csv", Self.table(rows: 20_000) + Data([0x41, 0, 0x0A]) + Data(String(repeating: Self.row, count: 5000).utf8))
        let arguments = ["geocode", list, "-o", folder.url.path + "/out.csv", "--review", folder.url.path + "/review.csv", "--jobs", jobs]
        let outcome = try CommandRunner.run(arguments)
        #expect(outcome.status == 65 && outcome.errors.contains("l.csv:20002") && outcome.errors.contains("NUL"), "\(outcome.errors)")
        #expect(folder.contents == ["l.csv"])
        // Standard output, which cannot be taken back, ends with a whole row before it.
        let streamed = try CommandRunner.run(["geocode", list, "--jobs", jobs])
        #expect(streamed.status == 65 && streamed.text.hasSuffix("\r\n"))
        #expect((10_000...20_001).contains(streamed.text.utf8.count(where: { $0 == 0x0A })))
    }

    @Test("SIGTERM leaves no half file, and an older file as it was", arguments: ["1", "7"])
    func terminated(jobs: String) throws {
        let folder = try TemporaryFolder()
        let old = try folder.file("old.csv", "précieux")
        for output in [old, folder.url.appendingPathComponent("new.csv").path] {
            let input = Pipe()
            let process = try CommandRunner.start(
                ["geocode", "-", "-o", output, "--review", folder.url.path + "/review.csv", "--quiet", "--jobs", jobs], input: input)
            try input.fileHandleForWriting.write(contentsOf: Self.table(rows: 20_000))
            usleep(200_000)
            #expect(process.isRunning)
            process.terminate()
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus != 0)
        }
        #expect(folder.contents == ["old.csv"])
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "précieux")
    }

    @Test("A reader that has seen enough ends the command without a word", arguments: ["1", "7"])
    func brokenPipe(jobs: String) throws {
        let folder = try TemporaryFolder()
        let list = try folder.file("l.csv", Self.table(rows: 50_000))
        let output = Pipe()
        let errors = Pipe()
        let process = try CommandRunner.start(["geocode", list, "--quiet", "--jobs", jobs], output: output, errors: errors)
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        #expect(try output.fileHandleForReading.read(upToCount: 20) == Data("nom;adresse;cp;ville".utf8))
        try output.fileHandleForReading.close()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGPIPE)
        #expect(try errors.fileHandleForReading.readToEnd() ?? Data() == Data())
    }

    @Test("Without a terminal nothing tells how far it is, and with --quiet nothing is told at all")
    func messages() throws {
        let rows = Self.table(rows: 3000)
        let told = try CommandRunner.run(["geocode", "-", "--jobs", "2"], input: rows)
        #expect(
            told.errors == """
                stdin: columns read: code_insee ("insee"), code_postal ("cp"), commune ("ville"), adresse ("adresse")
                3000 rows, 3000 placed in a commune (exact 3000)

                """)
        let quiet = try CommandRunner.run(["geocode", "-", "--jobs", "2", "--quiet"], input: rows)
        #expect(quiet.errors.isEmpty && quiet.output == told.output)
        #expect(told.text.utf8.count(where: { $0 == 0x0A }) == 3001)
    }
}
