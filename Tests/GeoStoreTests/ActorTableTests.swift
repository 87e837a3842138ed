import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct ActorTableTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let codelists: Codelists

    init() throws { codelists = try CodelistLoader.load(directory: Self.root.appendingPathComponent("geodata/codelists").path) }

    func table(_ text: String, columns: [String] = []) throws -> ActorTable {
        try ActorTable(ByteSource(Array(text.utf8), name: "liste.csv"), codelists: codelists, columns: columns)
    }

    @Test("Headers are recognised in French and English, whatever case, accents and separators")
    func headers() throws {
        for header in [
            "Raison sociale;Code postal;Ville;Département;Code INSEE;Adresse", "NAME;postcode;City;department;INSEE;address",
            "nom;CP;commune;DEPT;depcom;ADRESSE", "raison_sociale;code_postal;VILLE;dep;CODGEO;rue",
        ] {
            let actor = try #require(try table(header + "\nLes Amis;33000;Bordeaux;33;33063;1 rue X\n").actors.first)
            #expect(actor.name == "Les Amis")
            #expect(
                actor.place
                    == PlaceQuery(communeCode: "33063", postcode: "33000", city: "Bordeaux", department: "33", addressLines: ["1 rue X"]))
        }
    }

    @Test("A column named by the user wins over the recognised headers")
    func override() throws {
        let actor = try #require(try table("nom,commune,Siège\nA,Pau,Bayonne\n", columns: ["commune=Siège"]).actors.first)
        #expect(actor.place.city == "Bayonne")
    }

    @Test("An override that names no column, or no meaning, says which there are", arguments: ["commune=Lieu", "endroit=Ville", "commune"])
    func badOverride(override: String) throws {
        let error = try #require(throws: ImportError.self) { try table("nom,Ville\nA,Pau\n", columns: [override]) }
        #expect(error.kind == .usage && error.remedy?.isEmpty == false)
    }

    @Test("Vocabularies are read by code, label and synonym; several values by | or comma; unknown words are told and left out")
    func vocabularies() throws {
        let text = "nom;ville;type;thèmes;odd;pays\nA;Pau;Asso;ECSI|AICT|Chevaux;ODD 4, 6|19;Sénégal, Birmanie|XX\n"
        let read = try table(text)
        let actor = try #require(read.actors.first)
        #expect(actor.kind == .association)
        #expect(actor.themes == ["ECSI", "AICT"])
        #expect(actor.sdgs == [4, 6])
        #expect(actor.countries == ["SN", "MM"])
        #expect(read.report.warnings.count == 3)
        #expect(read.report.warnings.allSatisfy { $0.line == 2 })
    }

    @Test("A ragged row is rejected with its line; the rows around it are kept")
    func ragged() throws {
        let read = try table("nom,ville\nA,Pau\nB\nC,Dax,x,y\nD,Agen\n")
        #expect(read.actors.map(\.name) == ["A", "D"])
        #expect(read.report.rejected.map(\.line) == [3, 4])
    }

    @Test("A second row with the same identifier is rejected and says where the first stands")
    func duplicateIdentifier() throws {
        let read = try table("id,ville\n1,Pau\n1,Dax\n2,Agen\n")
        #expect(read.actors.map(\.id) == ["1", "2"])
        #expect(read.report.rejected.first?.text.contains("line 2") == true)
    }

    @Test("Coordinates: comma or point; not a number, out of range or NaN is left out and told")
    func coordinates() throws {
        let read = try table("nom;lon;lat\nA;-0,5792;44,8378\nB;NaN;44\nC;417241;421813\nD;1e400;2\nE;;\n")
        #expect(read.actors.map(\.place.position) == [Position(-0.5792, 44.8378), nil, nil, nil, nil])
        #expect(read.report.warnings.map(\.line) == [3, 4, 5])
    }

    @Test("A SIRET gives its SIREN; spaces are forgiven; anything else is told")
    func siren() throws {
        let read = try table("nom;ville;siren\nA;Pau;000 123 456\nB;Pau;00012345600017\nC;Pau;12345\n")
        #expect(read.actors.map { $0.siren?.rawValue } == ["000123456", "000123456", nil])
        #expect(read.report.warnings.map(\.line) == [4])
    }

    @Test("Publication is no unless the row says yes")
    func publication() throws {
        let read = try table("nom;ville;publication\nA;Pau;oui\nB;Pau;non\nC;Pau;\nD;Pau;Oui\n")
        #expect(read.actors.map(\.isPublished) == [true, false, false, true])
    }

    @Test("A table that says nowhere where a row is is refused, with its columns")
    func noPlace() throws {
        let error = try #require(throws: ImportError.self) { try table("nom,remarque\nA,x\n") }
        #expect(error.problem.contains("remarque") && error.remedy?.contains("--column") == true)
    }

    @Test("The sample shipped: 2,500 rows, none rejected, fictional, dated by its own column, every vocabulary used")
    func sample() throws {
        let read = try ActorTable(
            ByteSource(file: Self.root.appendingPathComponent("geodata/samples/actors.csv").path), codelists: codelists)
        #expect(read.actors.count == 2500)
        #expect(read.report.rejected.isEmpty)
        #expect(read.report.warnings.isEmpty)
        #expect(read.isSample)
        #expect(read.dataDate == CalendarDate("2026-06-30"))
        #expect(Set(read.actors.map(\.kind)) == Set(ActorKind.allCases))
        #expect(Set(read.actors.flatMap(\.themes)) == Set(codelists.themes.entries.map(\.code)))
        #expect(Set(read.actors.flatMap(\.sdgs)) == Set(1...17))
        #expect(Set(read.actors.flatMap(\.countries)).count > 50)
        #expect(read.actors.contains { $0.isPublished } && read.actors.contains { !$0.isPublished })
    }

    @Test("The sample's private details are fictional: example.org, telephone ranges kept for fiction, SIRENs never issued")
    func sampleIsFictional() throws {
        let read = try ActorTable(
            ByteSource(file: Self.root.appendingPathComponent("geodata/samples/actors.csv").path), codelists: codelists)
        // ARCEP, decision 2009-0535: numbers for audiovisual works.
        let ranges = ["019900", "026191", "035301", "046571", "053649", "063998"]
        for actor in read.actors {
            if let email = actor.contact.email { #expect(email.hasSuffix("@example.org")) }
            if let telephone = actor.contact.telephone {
                var digits = telephone.filter(\.isNumber)
                if digits.hasPrefix("33") { digits = "0" + digits.dropFirst(2) }
                #expect(ranges.contains(String(digits.prefix(6))), "\(telephone)")
            }
            if let siren = actor.siren { #expect(siren.rawValue.hasPrefix("000")) }
        }
    }

    @Test("Rows that are decoded on all cores keep their order, their lines and what is said of them")
    func manyRows() throws {
        // Every seventh identifier stands on the line before already, every eleventh row has a date that is none, every thirteenth is empty.
        var text = "id;nom;ville;début\n"
        var ids: [String] = []
        var rejected: [Int] = []
        var warned: [Int] = []
        for row in 0..<3000 {
            let line = row + 2
            if row % 13 == 12 {
                text += ";;;\n"
                continue
            }
            let isRepeated = row % 7 == 6 && (row - 1) % 13 != 12
            let id = "A\(isRepeated ? row - 1 : row)"
            if isRepeated { rejected.append(line) } else { ids.append(id) }
            if row % 11 == 0, !isRepeated { warned.append(line) }
            text += "\(id);Acteur \(row);Pau;\(row % 11 == 0 ? "hier" : "2020-01-01")\n"
        }
        let read = try table(text)
        #expect(read.actors.map(\.id) == ids)
        #expect(read.report.rejected.map(\.line) == rejected)
        #expect(read.report.warnings.map(\.line) == warned)
        #expect(read.rows.map(\.line) == read.rows.map(\.line).sorted() && read.report.accepted == ids.count)
        #expect(try #require(read.report.rejected.first).text.contains("line \(rejected[0] - 1)"))
    }

    @Test("A row of a long list reads as it does alone: words, combinations and what is not understood, met again or for the first time")
    func rowsAlone() throws {
        var random = SeededGenerator(seed: 20_260_630)
        let kinds = ["Association", "ASSO", " association", "Université", "cirque", "", "\u{A0}", "collectivité"]
        let themes = ["ECSI", "eau", "Santé", "egalite f/h", "égalité F/H", "EAU", "chevaux", "", " ", "\u{A0}eau\u{202F}", "petite enfance", "AICT"]
        let goals = ["3", "ODD 4", "17", "19", "faim zéro", "", "x", "4 6"]
        let countries = ["Sénégal", "SN", "Birmanie", "Utopie", "", "  mali "]
        let yes = ["oui", "Oui ", "non", "", "X", "1", "peut-être"]
        let separators = ["|", ";", ",", "/", " | ", "\n"]
        func some(_ words: [String], upTo count: Int) -> String {
            var text = words.randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0..<count, using: &random) {
                text += (separators.randomElement(using: &random) ?? "") + (words.randomElement(using: &random) ?? "")
            }
            return text
        }
        let header = "nom,ville,type,thèmes,odd,pays,site,publication,adresse publique\n"
        var rows = (0..<2000).map { row in
            // Words of their own too, more than are remembered of one meaning.
            let own = row % 3 == 0 ? "|mot \(row)|\(row)" + (row % 50 == 0 ? String(repeating: " très long", count: 40) : "") : ""
            return ["Acteur \(row)", "Pau", some(kinds, upTo: 1), some(themes, upTo: 5) + own, some(goals, upTo: 3), some(countries, upTo: 3)]
                + [["siège", "Antenne", "", "ici"], yes, yes].map { $0.randomElement(using: &random) ?? "" }
        }
        rows += (0..<12_000).map { ["Autre \($0)", "Pau", "Mairie", "eau|x\($0)", "\($0)", "FR\($0)", "", "oui", "non"] }
        func line(_ row: [String]) -> String { row.map { "\"\($0)\"" }.joined(separator: ",") + "\n" }
        let whole = try table(header + rows.map(line).joined())
        #expect(whole.rows.count == rows.count)
        let warnings = Dictionary(grouping: whole.report.warnings, by: \.line)
        for (number, row) in rows.enumerated() where number < 2000 || number % 500 == 0 {
            let alone = try table(header + line(row))
            var (expected, found) = (try #require(alone.rows.first), whole.rows[number])
            (expected.actor.id, found.actor.id) = ("", "")
            #expect(found.actor == expected.actor)
            #expect((warnings[found.line] ?? []).map(\.text) == alone.report.warnings.map(\.text))
        }
    }

    @Test("White space around a text is what Unicode calls so, of one byte or several; no letter that ends alike loses a byte")
    func trimming() throws {
        let scalars = (1...0x3100).compactMap { Unicode.Scalar($0) }.filter { $0.value > 0x20 && $0 != "\"" || "\t \n".unicodeScalars.contains($0) }
        let text = "nom,ville\n" + scalars.map { "\"\($0)\($0)A\($0)\",Pau\n" }.joined()
        let names = try table(text).actors.map(\.name)
        #expect(names == scalars.map { $0.properties.isWhitespace ? "A" : "\($0)\($0)A\($0)" })
    }
}
