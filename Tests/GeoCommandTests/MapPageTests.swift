import Foundation
import Testing

/// Insets, batches and logos of `geo map`, on the reference geography.
@Suite struct MapPageTests {
    @Test("Where many people live in communes too small to read, they are drawn again in an inset; elsewhere, on small pages and on request not")
    func inset() throws {
        func count(_ options: [String], _ pattern: Regex<Substring>) throws -> Int {
            let drawn = try CommandRunner.run(["map"] + options)
            #expect(drawn.status == 0, "\(drawn.errors)")
            return drawn.text.matches(of: pattern).count
        }
        let twice = /id="m[0-9a-f]{8}-ic33\d{3}"/
        #expect(try count(["--dept", "33"], twice) > 20)
        #expect(try count(["--dept", "33"], /Bordeaux\u{A0}: agrandi [0-9,]+ fois/) == 1)
        #expect(try count(["--dept", "33", "--no-inset"], twice) == 0)
        #expect(try count(["--dept", "33", "--width", "90"], twice) == 0)
        #expect(try count(["--dept", "23"], /-ic23\d{3}"/) == 0)
    }

    @Test("A batch draws each department by each indicator and lists them; drawn again the bytes are the same")
    func batch() throws {
        let folder = try TemporaryFolder()
        let target = folder.url.appendingPathComponent("cartes").path
        let options = ["map", "--batch", "--dept", "23", "--dept", "19", "--indicator", "acteurs", "--indicator", "acteurs_pour_10000_hab"]
        let run = try CommandRunner.run(options + ["--breaks-of", "region", "--level", "epci", "-o", target])
        #expect(run.status == 0, "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: target).sorted()
        #expect(
            names == [
                "19-acteurs.svg", "19-acteurs_pour_10000_hab.svg", "23-acteurs.svg", "23-acteurs_pour_10000_hab.svg", "index.html",
            ])
        let page = try String(contentsOfFile: target + "/index.html", encoding: .utf8)
        for name in names.dropLast() { #expect(page.contains("<img src=\"\(name)\" alt=\"")) }
        #expect(page.contains("Creuse") && page.contains("Échantillon fictif") && !page.contains("<script"))
        let alone = try CommandRunner.run([
            "map", "--dept", "23", "--level", "epci", "--indicator", "acteurs_pour_10000_hab", "--breaks-of", "region",
        ])
        #expect(try Data(contentsOf: URL(fileURLWithPath: target + "/23-acteurs_pour_10000_hab.svg")) == alone.output)
    }

    @Test(
        "A batch or a logo that cannot be is refused, and nothing is written",
        arguments: [
            (["--batch"], Int32(64), "--output"), (["--batch", "-o", "/proc/maps-of-geo"], 73, "/proc/maps-of-geo"),
            (["--batch", "-o", "/does/not/exist/maps", "--alt", "a.txt"], 64, "--alt"),
            (["--batch", "-o", "/does/not/exist/maps", "--indicator", "moran_i"], 64, "--indicator"),
            (["--logo", "/does/not/exist.png", "-o", "x.pdf"], 66, "/does/not/exist.png"), (["--logo", "logo.png"], 64, "--logo"),
            (["--template", "a4-portrait", "--width", "100"], 64, "--width"), (["--width", "1000000000"], 64, "--width"),
            (["--width", "nan"], 64, "--width"), (["--template", "a3"], 64, "slide-16-9"),
        ])
    func refused(options: [String], status: Int32, says: String) throws {
        let run = try CommandRunner.run(["map"] + options)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.errors.contains(says), "\(run.errors)")
    }
}
