import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// Tables as people keep them: a title above the header, a header twice, quotes that are not closed, rows of nothing.
@Suite struct MessyTableTests {
    private static let reference = Result { try syntheticReference(size: 3) }

    private func rows(_ reader: any TableReader) throws -> [(line: Int, values: [String])] {
        var rows: [(line: Int, values: [String])] = []
        var record = DelimitedRecord()
        while try reader.read(into: &record) { rows.append((record.line, record.values)) }
        return rows
    }

    private func open(_ text: String, columns: [String] = []) throws -> any TableReader {
        try TableFile.open(ByteSource(Array(text.utf8), name: "t.csv"), columns: columns)
    }

    @Test(
        "A title above the header is left out and told, and rows keep their lines",
        arguments: [
            ("Liste des associations;;\r\nMise à jour 2026;;\r\n;;\r\nNom;CP;Ville\r\nA;64000;Pau\r\n", 4, 2),
            ("Liste des associations, 2026\n\nNom,CP,Ville\nA,64000,Pau\n", 3, 1),
            ("Liste des associations\nNom;CP;Ville\nA;64000;Pau\nB;33000;\"Bordeaux\"\n", 2, 1),
            ("sep=;\nListe\n\"Nom\";\"CP\";\"Ville\"\nA;64000;Pau\n", 3, 1),
            ("\"Un titre\nsur deux lignes\"\nNom;CP;Ville\nA;64000;Pau\n", 3, 1),
        ])
    func title(text: String, line: Int, above: Int) throws {
        let reader = try open(text)
        #expect(reader.header == ["Nom", "CP", "Ville"] && reader.headerLine == line)
        let first = try #require(try rows(reader).first)
        #expect(first.line == line + 1 && first.values == ["A", "64000", "Pau"])
        #expect(reader.notes.count == 1 && reader.notes[0].contains("line \(line)"))
        #expect(reader.notes[0].contains(above == 1 ? "row above" : "\(above) rows"))
    }

    @Test(
        "No row of data is taken for the header, though it holds words that name columns",
        arguments: [
            "Le nom;Nature;Loc.\nBordeaux;Commune;33\nLandes;Département;40\n", "A;B;C\nx;Commune;1\n", "Nom;CP;Ville\nNom;CP;Ville\n",
            "Qui;Où\nLa Ville;Pau\nx;Commune\n",
        ])
    func noTitle(text: String) throws {
        let reader = try open(text)
        #expect(reader.headerLine == 1 && reader.notes.isEmpty)
        #expect(try rows(reader).count == text.split(separator: "\n").count - 1)
    }

    @Test("A list of one column stays one, though its texts have commas")
    func oneColumn() throws {
        let reader = try open("adresse\n1 rue A, 33000 Bordeaux\n2 rue B, 64000 Pau\n3 rue C, 17000 La Rochelle\n")
        #expect(reader.header == ["adresse"])
        #expect(try rows(reader).map(\.values.count) == [1, 1, 1])
    }

    @Test("A column named by the user finds the header below a title")
    func titleAndColumn() throws {
        let reader = try open("Annuaire;2026\nQui;Où\nA;Pau\n", columns: ["nom=Qui", "commune=Où"])
        #expect(reader.header == ["Qui", "Où"])
    }

    @Test("Text in UTF-16, as Excel's « Texte Unicode », is read like any other, characters of two units and damaged ends included")
    func utf16() throws {
        let line = "Été 🚲 à Pau\t64000\tPau\r\n"
        let text = "Nom\tCP\tVille\r\n" + String(repeating: line, count: 5000)
        for isBig in [false, true] {
            var bytes: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
            for unit in text.utf16 { bytes += isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
            let reader = try TableFile.open(ByteSource(bytes, name: "t.txt"))
            let found = try rows(reader)
            #expect(reader.header == ["Nom", "CP", "Ville"] && found.count == 5000)
            #expect(found.allSatisfy { $0.values == ["Été 🚲 à Pau", "64000", "Pau"] })
            // Half a character at the end is told by the character for that, not by a fault.
            #expect(try rows(TableFile.open(ByteSource(bytes + [0x3C], name: "t.txt"))).last?.values == ["\u{FFFD}"])
        }
    }

    @Test(
        "A quote that opens a row and is closed in the middle of another row is a character: the rows between are not swallowed",
        arguments: [
            "a;b;c\n\"x;1;2\ny;3;4\n\"z\";5;6\n", "a;b;c\n\"x;1;2\ny;3;4\n\"z \"\"bis\"\"\";5;6\n", "a;b;c\nx;\"1;2\ny;3;4\nz;\"5\";6\n",
        ])
    func strayQuote(text: String) throws {
        let reader = try open(text)
        let found = try rows(reader)
        #expect(found.map(\.line) == [2, 3, 4])
        #expect(found.allSatisfy { $0.values.count == 3 })
        #expect(found[1].values == ["y", "3", "4"])
    }

    @Test("Quotes inside a text of several lines leave the row whole")
    func quotesInLongText() throws {
        let found = try rows(open("a;b;c\n1;\"une ligne\net \"deux\" mots\";2\n3;4;\"la\n\"fin\" ;;\"\n5;6;7\n"))
        #expect(found.first?.values.first == "1" && found.first?.values.last == "2" && found.last?.values == ["5", "6", "7"])
    }

    private func geocoded(_ text: String, format: GeocodedFormat = .csv) throws -> (rows: [String], summary: GeocodedTable.Summary, review: String) {
        let reference = try Self.reference.get()
        let folder = FileManager.default.temporaryDirectory.appending(path: "geo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let reader = try open(text)
        let columns = try TableColumns(header: reader.header, file: "t.csv")
        let (out, review) = (folder.appending(path: "o").path, folder.appending(path: "r").path)
        let summary = try GeocodedTable(
            reader: reader, columns: columns, geocoder: Geocoder(reference: reference), reference: reference, format: format, excel: false, jobs: 2
        ).write(to: out, review: review)
        return (
            try String(contentsOfFile: out, encoding: .utf8).split(separator: "\r\n").map(String.init), summary,
            try String(contentsOfFile: review, encoding: .utf8)
        )
    }

    @Test("What a row has beyond the header stands behind the added columns, and the row is told with its line")
    func surplusFields() throws {
        let (rows, summary, _) = try geocoded("nom;code_insee\nA;01001;surplus;\"et;plus\"\nB\n")
        #expect(rows[1].hasPrefix("A;01001;01001;Commune 01001;01;") && rows[1].hasSuffix(";surplus;\"et;plus\""))
        #expect(rows[2].hasPrefix("B;;;"))
        #expect(summary.remarks.map(\.line) == [2, 3] && summary.remarkCount == 2)
        #expect(summary.remarks[0].text == "4 fields where the header has 2")
    }

    @Test("Rows of nothing stay in the table and count nowhere")
    func emptyRows() throws {
        let text = "nom;code_insee\nA;01001\n;\n ; \nB;xyzzy\n;\n"
        let (rows, summary, review) = try geocoded(text)
        #expect(rows.count == 6 && rows[2].hasPrefix(";;;") && rows[2].contains("unmatched"))
        #expect(summary.rows == 2 && summary.placed == 1 && summary.emptyRows == 3 && summary.sharePlaced == 0.5)
        #expect(summary.text.hasSuffix("; 3 empty rows"))
        #expect(review.split(separator: "\r\n").count == 2)
        let json = try geocoded(text, format: .geojson).rows.joined()
        let collection = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect((collection?["features"] as? [Any])?.count == 5)
    }

    @Test("Two columns of one name: the first is read, the other is told and can be had by its number")
    func doubledHeader() throws {
        let header = ["Nom", "Ville", "CP", "Ville", ""]
        let columns = try TableColumns(header: header, file: "t.csv")
        #expect(columns[.city] == 1)
        #expect(
            columns.notes() == [
                "columns read: nom (\"Nom\"), code_postal (\"CP\"), commune (\"Ville\")",
                "2 columns are called \"Ville\"; column 2 is read as commune, another with --column commune=4",
            ])
        let other = try TableColumns(header: header, overrides: ["commune=4", "adresse=5"], file: "t.csv")
        #expect(other[.city] == 3 && other[.address] == 4)
        #expect(throws: ImportError.self) { try TableColumns(header: header, overrides: ["commune=6"], file: "t.csv") }
        // A header that is a number is a name before it is a place.
        #expect(try TableColumns(header: ["3", "b", "c"], overrides: ["commune=3"], file: "t.csv")[.city] == 0)
    }

    @Test(
        "Headers of lists that public bodies publish are recognised",
        arguments: [
            // Répertoire national des associations; Sirene; établissements d'enseignement supérieur; annuaire de l'éducation; FINESS.
            (
                ["id", "titre", "adrs_codeinsee", "adrs_codepostal", "adrs_libcommune"],
                ["titre", "adrs_codeinsee", "adrs_codepostal", "adrs_libcommune"]
            ),
            (
                ["siret", "denominationUniteLegale", "codePostalEtablissement", "libelleCommuneEtablissement", "codeCommuneEtablissement"],
                ["denominationUniteLegale", "codeCommuneEtablissement", "codePostalEtablissement", "libelleCommuneEtablissement"]
            ),
            (["uo_lib_officiel", "com_code", "code_postal_uai", "com_nom"], ["uo_lib_officiel", "com_code", "code_postal_uai", "com_nom"]),
            (
                ["Nom_etablissement", "Code_postal", "Code_commune", "Nom_commune"],
                ["Nom_etablissement", "Code_commune", "Code_postal", "Nom_commune"]
            ),
            (
                ["Nom de l’association", "Code INSEE", "Code postal", "Commune du siège"],
                ["Nom de l’association", "Code INSEE", "Code postal", "Commune du siège"]
            ),
        ])
    func publicLists(header: [String], expected: [String]) throws {
        let columns = try TableColumns(header: header, file: "t.csv")
        #expect([TableColumn.name, .communeCode, .postcode, .city].map { columns[$0].map { header[$0] } } == expected)
    }
}
