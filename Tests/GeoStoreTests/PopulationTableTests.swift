import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// Populations as INSEE publishes them: a small invented file of the same form.
@Suite struct PopulationTableTests {
    static let header = "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\n"

    func table(_ text: String, name: String = "donnees_communes_2023.csv", year: Int? = nil) throws -> PopulationTable {
        try PopulationTable(ByteSource(Array(text.utf8), name: name), year: year)
    }

    @Test("Municipal population by code; larger territories have the sums; the year comes from the name")
    func reads() throws {
        let rows = (1...4).map { "75;X;01;1;01;00\($0);0100\($0);Commune \($0);\($0)00;5;1\n" }.joined()
        let table = try table(Self.header + rows)
        #expect(table.year == 2023 && table.byCode == ["01001": 100, "01002": 200, "01003": 300, "01004": 400])
        let (reference, remarks) = table.applied(to: try syntheticReference(size: 2))
        #expect(reference.territory("01", at: .department)?.population == 1000)
        #expect(reference.territory("R", at: .region)?.population == 1000)
        #expect(reference.territory("02001", at: .commune)?.population == nil)
        #expect(remarks.count == 1 && remarks[0].contains("no population for 4 communes: 02001, 02002, 02003, 02004"))
        #expect(reference.vintage.populationYear == 2023 && reference.vintage.source.contains("donnees_communes_2023.csv"))
    }

    @Test("The communes without population and the year are said with the figures; their rates are missing, not infinite")
    func carried() throws {
        let (reference, _) = try table(Self.header + "75;X;01;1;01;001;01001;Un;100;5;1\n").applied(to: try syntheticReference(size: 1))
        let snapshot = TerritorySnapshot(
            reference: reference, codelists: Codelists(kinds: Codelist([]), themes: Codelist([]), sdgs: Codelist([]), countries: Codelist([])),
            list: ActorList(actors: [], name: "t"))
        let table = snapshot.coverage(try CoverageQuery(QueryParameters([("level", "commune")]), in: snapshot))
        #expect(table.metadata.communesWithoutPopulation == ["02001"])
        #expect(table.selected[1].cells[1].value == .missing(.populationUnknown))
        let text = String(decoding: try table.encoded(.table, reference: reference), as: UTF8.self)
        #expect(text.contains("Population inconnue de 1 commune(s)") && text.contains("population municipale : 2023"))
    }

    @Test("A former commune's row is added to the commune that took it in; a code that is none is said")
    func formerCommunes() throws {
        let plain = try syntheticReference(size: 1)
        let code = try #require(CommuneCode("01099"))
        let current = try #require(CommuneCode("01001"))
        let reference = try ReferenceGeography(
            vintage: plain.vintage,
            territories: Dictionary(uniqueKeysWithValues: TerritoryLevel.allCases.map { ($0, plain.territories(at: $0)) }),
            gazetteer: Gazetteer(formerCommunes: [FormerCommune(code: code, name: "Ancienne", type: "COMD", currentCode: current)]))
        let text =
            Self.header + "75;X;01;1;01;001;01001;Un;100;5;1\n75;X;01;1;01;099;01099;Ancienne;20;5;1\n"
            + "75;X;02;1;01;001;02001;Deux;7;5;1\n75;X;02;1;01;500;02500;?;9;5;1\n"
        let (applied, remarks) = try table(text).applied(to: reference)
        #expect(applied.territory("01001", at: .commune)?.population == 120)
        #expect(remarks.contains { $0.contains("01099 → 01001") } && remarks.contains { $0.contains("02500") })
    }

    @Test("Older files give the code in two columns, and thousands with spaces")
    func olderForm() throws {
        let table = try table("DEP;CODCOM;PMUN\n33;063;260 958\n2A;004;71\u{A0}361\n", name: "pop.csv", year: 2020)
        #expect(table.byCode == ["33063": 260_958, "2A004": 71_361] && table.year == 2020)
    }

    @Test(
        "What is not that file is refused, with the line",
        arguments: [
            ("a;b\n1;2\n", "donnees_communes_2023.csv:1"), (header + "75;X;01;1;01;001;0100;Un;100;5;1\n", "donnees_communes_2023.csv:2"),
            (header + "75;X;01;1;01;001;01001;Un;beaucoup;5;1\n", "donnees_communes_2023.csv:2"),
            (header + "75;X;01;1;01;001;01001;Un;1;5;1\n75;X;01;1;01;001;01001;Un;1;5;1\n", "donnees_communes_2023.csv:3"),
        ])
    func refused(text: String, location: String) throws {
        let error = try #require(throws: ImportError.self) { try table(text) }
        #expect(error.location == location && error.remedy != nil)
    }

    @Test("A name without a year asks for it")
    func yearAsked() throws {
        let error = try #require(throws: ImportError.self) { try table(Self.header, name: "donnees_communes.csv") }
        #expect(error.remedy?.contains("--population-year") == true)
    }

    @Test(
        "The file as published gives every commune of the reference its population", .enabled(if: FileManager.default.fileExists(atPath: published)))
    func asPublished() throws {
        let table = try PopulationTable(ByteSource(file: Self.published))
        let (reference, remarks) = table.applied(to: try ReferenceFile(committedReference.path).geography(gazetteer: true))
        #expect(remarks.isEmpty && reference.region?.population == table.byCode.values.reduce(0, +))
    }

    /// Named by the variable GEO_POPULATION: INSEE's file is not part of the project.
    static let published = ProcessInfo.processInfo.environment["GEO_POPULATION"] ?? ""
}
