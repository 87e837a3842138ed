import Foundation
import GeoCore
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
            (["--batch"], Int32(64), "--output"), (["--batch", "-o", "/does/not/exist/maps.svg"], 64, "--output"),
            (["--batch", "-o", "/proc/maps-of-geo"], 73, "/proc/maps-of-geo"),
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

    private func svg(_ options: [String]) throws -> String {
        let drawn = try CommandRunner.run(["map", "--quiet"] + options)
        #expect(drawn.status == 0, "\(drawn.errors)")
        return drawn.text
    }

    @Test(
        "A map of departments names each of them, in one line or in two",
        arguments: [
            ["--indicator", "acteurs_pour_10000_hab"], ["--indicator", "acteurs", "--template", "slide-16-9"],
            ["--dominant", "kind", "--template", "web"],
        ])
    func departmentNames(_ options: [String]) throws {
        let drawn = Set(try svg(["--level", "department"] + options).matches(of: />([^<>]+)<\/text>/).map { String($0.output.1) })
        let names = [
            "Charente", "Charente-Maritime", "Corrèze", "Creuse", "Dordogne", "Gironde", "Landes", "Lot-et-Garonne", "Pyrénées-Atlantiques",
            "Deux-Sèvres", "Vienne", "Haute-Vienne",
        ]
        for name in names {
            let parts = name.split(separator: "-", omittingEmptySubsequences: false)
            let isBroken = parts.indices.dropFirst().contains { cut in
                drawn.contains(parts[..<cut].joined(separator: "-") + "-") && drawn.contains(parts[cut...].joined(separator: "-"))
            }
            #expect(drawn.contains(name) || isBroken, "\(name) is missing")
        }
    }

    @Test(
        "The name of a town stands beside its point, so that it is nobody else's",
        arguments: [
            ["--level", "department", "--template", "slide-16-9"], ["--level", "epci", "--template", "slide-16-9"],
            ["--dept", "64", "--template", "half-page"], ["--dept", "64", "--level", "epci", "--template", "square"],
            ["--dept", "24", "--level", "epci", "--theme", "ECSI", "--count", "fractional"],
        ])
    func townNames(_ options: [String]) throws {
        let text = try svg(["--indicator", "acteurs"] + options)
        // Points, then a group of halos, then one of letters, in the same order.
        let group =
            /((?:<circle cx="-?\d+" cy="-?\d+" r="\d+" fill="#[0-9a-f]{6}" stroke="#[0-9a-f]{6}" stroke-width="\d+"\/>\n)+)<g font-size="(\d+)" fill="#ffffff"[^>]*>\n((?:<text [^>]*>[^<]*<\/text>\n)+)/
        let groups = text.matches(of: group)
        #expect(!groups.isEmpty)
        for found in groups {
            let size = try #require(Double(found.output.2))
            let points = found.output.1.matches(of: /cx="(-?\d+)" cy="(-?\d+)"/).compactMap { match in
                Double(match.output.1).flatMap { x in Double(match.output.2).map { (x: x, y: $0) } }
            }
            let names = found.output.3.matches(of: /x="(-?\d+)" y="(-?\d+)">([^<]*)</).compactMap { match in
                Double(match.output.1).flatMap { x in Double(match.output.2).map { (x: x, y: $0, text: String(match.output.3)) } }
            }
            #expect(points.count == names.count && !names.isEmpty)
            for (point, name) in zip(points, names) {
                // No letter is wider than nine tenths of its size.
                let right = name.x + 0.9 * size * Double(name.text.count)
                #expect(name.x - point.x < 1.8 * size && point.x - right < 1.8 * size && abs(name.y - point.y) < 2.6 * size, "\(name.text)")
            }
        }
    }

    @Test("All communes of the region on a sheet of A4 take 700 kB at most, 250 kB compressed")
    func size() throws {
        let map = Array(try svg(["--level", "commune", "--indicator", "acteurs_pour_10000_hab", "--template", "a4-portrait"]).utf8)
        #expect(map.count <= 700_000 && map.count > 400_000)
        #expect(try Gzip.compressed(map).count <= 250_000)
    }

    @Test(
        "Smoothed rates are read beside the rates as they are, of the department and of the region; where nobody is counted no colour says otherwise")
    func smoothedRates() throws {
        func besides(_ indicator: String) throws -> [Substring] {
            try svg(["--dept", "23", "--level", "commune", "--indicator", indicator])
                .matches(of: />(?:Creuse|Nouvelle-Aquitaine)(?: \(taux brut\))?<\/text>\s*<text[^>]*>([0-9,]+)</).map(\.output.1)
        }
        let (smoothed, crude) = (try besides("taux_lisse_pour_10000_hab"), try besides("acteurs_pour_10000_hab"))
        #expect(smoothed == crude && crude.count == 2 && crude[0] != crude[1])
        #expect(try svg(["--dept", "23"]).contains(">Creuse (taux brut)<"))
        let empty = try svg(["--dept", "23", "--theme", "ECSI", "--kind", "fondation"])
        #expect(empty.contains(">aucun acteur<") && empty.matches(of: /<g fill="#ffffff" stroke="#14181d"/).count == 1)
        #expect(try svg(["--level", "department", "--indicator", "taux_lisse_pour_10000_hab"]).contains("Lissage complet"))
        // Of small maps some count nobody: the legend says what their white is.
        let panels = try svg(["--dept", "23", "--level", "commune", "--indicator", "taux_lisse_pour_10000_hab", "--facet", "kind"])
        #expect(panels.contains(/<g fill="#ffffff" stroke="#14181d"/) && panels.contains(">aucun acteur</text>"))
    }

    @Test("Classes of counts that are coloured by force have whole limits, both in them")
    func forcedCounts() throws {
        let map = try svg(["--dept", "47", "--level", "commune", "--indicator", "acteurs", "--force", "--method", "quantile"])
        #expect(map.contains(">1<") && map.contains(">2<") && !map.contains(/>1\s–\s2</) && map.contains(/>3\s–\s\d+</))
    }

    @Test("Circles with withheld figures are told by what is published; small maps say that they do not add up, and where north is")
    func legendWords() throws {
        #expect(try svg(["--level", "epci", "--indicator", "acteurs", "--min-count", "10"]).contains(">cercles (valeurs publiées)<"))
        let facets = try svg(["--level", "epci", "--indicator", "acteurs", "--facet", "theme"])
        #expect(facets.contains(">N</text>") && facets.contains("additionnent pas"))
        #expect(!(try svg(["--level", "epci", "--indicator", "acteurs", "--facet", "kind"])).contains("additionnent pas"))
    }

    @Test("The figures behind small maps are those of geo coverage with each value as a filter")
    func facetFigures() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("t.csv").path
        _ = try svg(["--level", "epci", "--facet", "kind", "--indicator", "acteurs_pour_10000_hab", "--table", file])
        func column(_ text: String, _ name: String) -> [String: String] {
            let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            guard let place = lines.first?.firstIndex(of: name) else { return [:] }
            return Dictionary(lines.dropFirst().filter { $0[3] == "selection" }.map { ($0[0], $0[place]) }) { first, _ in first }
        }
        let alone = try CommandRunner.run([
            "coverage", "--level", "epci", "--kind", "association", "--indicator", "acteurs_pour_10000_hab", "--format", "csv",
        ]).text
        let found = column(try String(contentsOfFile: file, encoding: .utf8), "acteurs_pour_10000_hab_type_association")
        #expect(found.count > 150 && found == column(alone, "acteurs_pour_10000_hab"))
    }

    @Test(
        "What would be taken by half, or makes no sense, is refused",
        arguments: [
            (["--palette", "prune", "--palette", "brique"], "--palette: given 2 times"),
            (["-o", "a.svg", "--output", "b.svg"], "--output: given 2 times"),
            (["--table", "x.xlsx"], "--table"),
            (["--level", "epci", "--facet", "theme", "--indicator", "acteurs", "--template", "half-page"], "--facet"),
        ])
    func refused(_ options: [String], _ message: String) throws {
        let run = try CommandRunner.run(["map", "--dept", "23", "--dept", "24"] + options)
        #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    }

    @Test("Limits of one unit are not laid on figures of another, and circles are told what compares them")
    func limitsOfAnother() throws {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }
        _ = try svg(["--level", "epci", "--indicator", "taux_couverture_communes", "--legend", path("l.json"), "-o", path("a.svg")])
        _ = try svg(["--level", "epci", "--indicator", "acteurs", "--legend", path("c.json"), "-o", path("b.svg")])
        let same = try svg([
            "--dept", "33", "--level", "epci", "--indicator", "taux_couverture_communes", "--breaks-from", path("l.json"), "--width", "600",
        ])
        #expect(same.contains(/Limites choisies \(«\sPart des communes ayant/))
        let other = try CommandRunner.run(["map", "--level", "epci", "--indicator", "acteurs_pour_10000_hab", "--breaks-from", path("l.json")])
        #expect(other.status == 64 && other.errors.contains("taux_couverture_communes (%)"))
        let circles = try CommandRunner.run(["map", "--level", "epci", "--indicator", "acteurs", "--breaks-from", path("c.json")])
        #expect(circles.status == 65 && circles.errors.contains("--breaks-of region"))
    }
}
