import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// Tables as workbooks: what stands in the cells, read back by the project's own reader, and the bytes.
@Suite struct XLSXEncoderTests {
    static func snapshot(dataDate: CalendarDate? = CalendarDate("2026-06-30")) throws
        -> TerritorySnapshot
    {
        let actors = ["01001", "01001", "01002", "02001"].enumerated().map { number, code in
            let commune = CommuneCode(code)
            return LocatedActor(
                actor: TerritorialActor(id: "\(number)", name: "=1+1", kind: .association),
                match: GeocodingMatch(
                    status: .exact, communeCode: commune, departmentCode: commune?.departmentCode))
        }
        let empty = Codelist([])
        return TerritorySnapshot(
            reference: try syntheticReference(populations: { $0 == 1 ? 0 : ($0 + 1) * 1000 }),
            codelists: Codelists(kinds: empty, themes: empty, sdgs: empty, countries: empty),
            list: ActorList(actors: actors, name: "t.csv", dataDate: dataDate, isSample: true))
    }

    static func document(_ parameters: (name: String, value: String)...) throws -> WorkbookDocument {
        let snapshot = try snapshot()
        return snapshot.table(try CoverageRequest(QueryParameters(parameters), in: snapshot)).workbook()
    }

    static func rows(_ bytes: [UInt8], sheet: String) throws -> [[String]] {
        let path = temporaryPath(".xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let reader = try TableFile.open(try ByteSource(file: path), sheet: sheet)
        var rows = [reader.header]
        var record = DelimitedRecord()
        while try reader.read(into: &record) { rows.append(reader.header.indices.map { record[$0] }) }
        return rows
    }

    @Test(
        "Codes are texts, numbers are numbers with their numerator and denominator beside, and what is missing says why"
    )
    func cells() throws {
        let bytes = try XLSXEncoder.encode(
            try Self.document(
                ("level", "commune"), ("indicator", "acteurs"), ("indicator", "acteurs_pour_10000_hab")))
        let rows = try Self.rows(bytes, sheet: "Couverture")
        #expect(
            rows[0].prefix(11) == [
                "Code", "Territoire", "Niveau", "Ligne", "Département", "Population", "Superficie (km²)",
                "Acteurs", "Acteurs pour 10 000 habitants",
                "Acteurs pour 10 000 habitants – numérateur",
                "Acteurs pour 10 000 habitants – dénominateur",
            ])
        #expect(rows[1][0] == "01001" && Array(rows[1][7...10]) == ["2", "20", "2", "1000"])
        #expect(rows[2][0] == "01002" && rows[2][8] == "population nulle" && rows[2][9] == "1")
        #expect(rows[1].last?.hasPrefix("échantillon fictif") == true)
        let notes = try Self.rows(bytes, sheet: "Notes").joined().joined(separator: " ")
        for said in ["2017", "COG", "100,0 % placés", "Filtres", "Source", "fictif"] {
            #expect(notes.contains(said), "\(notes)")
        }
        #expect(try Self.rows(bytes, sheet: "Colonnes")[2][1] == "acteurs_pour_10000_hab")
    }

    @Test("The same table is the same file, byte for byte, and English when asked")
    func bytes() throws {
        let document = try Self.document(("evolution", "2025..2026"), ("lang", "en"))
        #expect(try XLSXEncoder.encode(document) == XLSXEncoder.encode(document))
        #expect(
            try Self.rows(try XLSXEncoder.encode(document), sheet: "Coverage")[0].contains(
                "Actors – 2026"))
    }
}
