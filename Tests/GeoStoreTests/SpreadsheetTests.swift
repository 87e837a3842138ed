import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct SpreadsheetTests {
    private func open(_ bytes: [UInt8], sheet: String? = nil, columns: [String] = []) throws -> any TableReader {
        try TableFile.open(ByteSource(bytes, name: "t.xlsx"), sheet: sheet, columns: columns)
    }

    private func rows(_ reader: any TableReader) throws -> [[String]] {
        var rows: [[String]] = []
        var record = DelimitedRecord()
        while try reader.read(into: &record) { rows.append(record.values) }
        return rows
    }

    private func cells(_ cells: String, formats: String = "", strings: String = "", properties: String = "") throws -> [String] {
        let bytes = WorkbookBuilder.xlsx(
            [
                (
                    "F",
                    "<row r=\"1\"><c t=\"inlineStr\"><is><t>nom</t></is></c><c t=\"inlineStr\"><is><t>ville</t></is></c></row><row r=\"2\">\(cells)</row>"
                )
            ],
            strings: strings, formats: formats, workbookProperties: properties)
        return try #require(try rows(open(bytes)).first)
    }

    @Test(
        "A number is written as it is read in the sheet: whole without a point, never with an exponent or a false precision",
        arguments: [
            ("33063", "33063"), ("33063.0", "33063"), ("3.3063E4", "33063"), ("0.1", "0.1"), ("0.30000000000000004", "0.3"), ("-0.5792", "-0.5792"),
            ("12345678901234", "12345678901234"), ("1E+16", "10000000000000000"), ("1.0E-5", "0.00001"), ("0", "0"), ("-0", "0"), ("007", "7"),
            ("44.837799999999994", "44.8378"),
        ])
    func numbers(stored: String, expected: String) throws {
        #expect(try cells("<c><v>\(stored)</v></c>")[0] == expected)
    }

    @Test(
        "A number format that shows a date or leading zeros gives what the sheet shows; any other leaves the number",
        arguments: [
            // What Excel shows for these, French locale; dates in ISO 8601.
            ("00000", "1000", "01000"), ("00000", "123456", "123456"), ("0#\" \"##\" \"##\" \"##\" \"##", "556000000", "05 56 00 00 00"),
            ("0#\\ ##\\ ##\\ ##\\ ##", "556000000", "05 56 00 00 00"), ("000000000;[Red]-0", "122192", "000122192"), ("#,##0", "1234567", "1234567"),
            ("0.00", "1.5", "1.5"), ("0%", "0.5", "0.5"), ("dd/mm/yyyy", "43832", "2020-01-02"), ("[$-40C]d\\ mmmm\\ yyyy;@", "43832", "2020-01-02"),
            ("dd/mm/yyyy hh:mm", "43832.545138888891", "2020-01-02T13:05:00"), ("hh:mm", "0.4375", "10:30:00"), ("[h]:mm", "1.5", "36:00:00"),
            ("mmm-yy", "61", "1900-03-01"), ("yyyy", "60", "60"), ("yyyy-mm-dd", "1", "1900-01-01"), ("yyyy-mm-dd", "-3", "-3"),
            ("General", "5", "5"), ("\"année\" 0", "5", "5"), ("@", "5", "5"), ("yyyy\\-mm\\-dd", "2958465", "9999-12-31"),
        ])
    func formats(code: String, stored: String, expected: String) throws {
        let escaped = code.replacingOccurrences(of: "\"", with: "&quot;")
        let formats =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"\(escaped)\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"
        #expect(try cells("<c s=\"1\"><v>\(stored)</v></c>", formats: formats)[0] == expected)
    }

    @Test("The formats that Excel numbers without spelling them out, and the calendar that begins in 1904")
    func builtInFormats() throws {
        let formats = "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs>"
        #expect(try cells("<c s=\"0\"><v>43832</v></c><c s=\"1\"><v>43832.5</v></c>", formats: formats) == ["2020-01-02", "2020-01-02T12:00:00"])
        #expect(try cells("<c s=\"0\"><v>42370</v></c>", formats: formats, properties: "<workbookPr date1904=\"1\"/>")[0] == "2020-01-02")
    }

    @Test("Texts: shared, in line, in runs, with entities, line breaks and escapes; phonetic readings are left out; leading zeros stay")
    func texts() throws {
        let strings =
            "<si><t>01000</t></si><si><r><t>Saint-</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">Émilion </t></r><rPh><t>x</t></rPh></si>"
        #expect(try cells("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>", strings: strings) == ["01000", "Saint-Émilion "])
        #expect(
            try cells(
                "<c t=\"inlineStr\"><is><t>A &amp; B &#233;&#xE9;_x000D_\nC_x005F_x0041_</t></is></c><c t=\"str\"><f>X1</f><v>cal&lt;cul</v></c>")
                == ["A & B éé\r\nC_x0041_", "cal<cul"])
        #expect(try cells("<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>") == ["VRAI", "#N/A"])
        #expect(try cells("<c t=\"s\"><v>99</v></c><c><f>A1+1</f><v>3</v></c>", strings: strings) == ["", "3"])
    }

    @Test("Rows and columns stand where their references say; empty rows are passed over and the line is the row of the sheet")
    func references() throws {
        let reader = try open(
            WorkbookBuilder.xlsx([
                (
                    "F",
                    """
                    <row r="1"><c r="A1" t="str"><v>nom</v></c><c r="C1" t="str"><v>ville</v></c></row><row r="2"/><row r="3"><c r="B3" s="4"/></row>
                    <row r="7" spans="1:4"><c r="C7" t="str"><v>Pau</v></c><c r="D7" t="str"><v>à vérifier</v></c></row><row><c t="str"><v>A</v></c></row>
                    """
                )
            ]))
        #expect(reader.header == ["nom", "", "ville", ""])
        var record = DelimitedRecord()
        #expect(try reader.read(into: &record))
        #expect(record.line == 7 && record.values == ["", "", "Pau", "à vérifier"] && record.flaws.isEmpty)
        #expect(try reader.read(into: &record))
        #expect(record.line == 8 && record.values == ["A", "", "", ""])
        #expect(try !reader.read(into: &record))
    }

    @Test("A header below a title is found by the columns it names, and the rows above are told")
    func titleBlock() throws {
        func row(_ number: Int, _ values: String...) -> String {
            "<row r=\"\(number)\">" + values.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined() + "</row>"
        }
        let sheet = row(1, "Annuaire 2026") + row(2, "Département", "Gironde") + row(4, "Nom", "CP", "Ville") + row(5, "A", "33000", "Bordeaux")
        let reader = try open(WorkbookBuilder.xlsx([("F", sheet)]))
        #expect(reader.header == ["Nom", "CP", "Ville"] && reader.headerLine == 4)
        #expect(reader.notes.contains { $0.contains("row 4") && $0.contains("2 rows above") })
        #expect(try rows(reader) == [["A", "33000", "Bordeaux"]])
        let foreign = row(1, "Liste") + row(2, "Wer", "Wo") + row(3, "A", "Pau")
        #expect(try open(WorkbookBuilder.xlsx([("F", foreign)])).header == ["Wer", "Wo"])
        #expect(try open(WorkbookBuilder.xlsx([("F", foreign)]), columns: ["commune=Wo"]).headerLine == 2)
    }

    @Test("The sheet is the first that is not hidden, or the one named, by name or number; an unknown one lists them")
    func sheets() throws {
        func sheet(_ name: String) -> (name: String, rows: String) { (name, "<row><c t=\"str\"><v>ville \(name)</v></c></row>") }
        let bytes = WorkbookBuilder.xlsx([sheet("Listes"), sheet("Acteurs"), sheet("2")], state: "state=\"hidden\"")
        #expect(try open(bytes).header == ["ville Acteurs"])
        #expect(try open(bytes).notes.isEmpty == false)
        #expect(try open(bytes, sheet: "acteurs").header == ["ville Acteurs"])
        #expect(try open(bytes, sheet: "1").header == ["ville Listes"])
        #expect(try open(bytes, sheet: "2").header == ["ville 2"])
        let error = try #require(throws: ImportError.self) { try open(bytes, sheet: "Feuil1") }
        #expect(error.kind == .usage && error.remedy?.contains("1 Listes (hidden), 2 Acteurs, 3 2") == true)
        #expect(throws: ImportError.self) { try open(Array("a,b\n1,2\n".utf8), sheet: "1") }
    }

    @Test("A hidden sheet is not taken for the list: hidden or very hidden in XLSX, by its style in ODS; where all are hidden the first is read")
    func hiddenSheets() throws {
        func sheet(_ name: String) -> (name: String, rows: String) { (name, "<row><c t=\"str\"><v>ville \(name)</v></c></row>") }
        #expect(try open(WorkbookBuilder.xlsx([sheet("A"), sheet("B")], state: "state=\"veryHidden\"")).header == ["ville B"])
        #expect(try open(WorkbookBuilder.xlsx([sheet("A")], state: "state=\"veryHidden\"")).header == ["ville A"])
        func table(_ name: String, _ style: String) -> String {
            "<table:table table:name=\"\(name)\" table:style-name=\"\(style)\"><table:table-row><table:table-cell><text:p>ville \(name)</text:p></table:table-cell></table:table-row></table:table>"
        }
        let styles = """
            <style:style style:name="t1" style:family="table"><style:table-properties style:writing-mode="lr-tb" table:display="false"/></style:style>
            <style:style style:name="t2" style:family="table"><style:table-properties table:display="true"/></style:style>
            """
        let tables = table("A", "t1") + table("B", "t2") + table("C", "t3")
        let reader = try open(WorkbookBuilder.ods(tables, styles: styles))
        #expect(reader.header == ["ville B"] && reader.notes.count == 1)
        #expect(try open(WorkbookBuilder.ods(tables, styles: styles), sheet: "A").header == ["ville A"])
        #expect(try open(WorkbookBuilder.ods(table("A", "t1"), styles: styles)).header == ["ville A"])
        let error = try #require(throws: ImportError.self) { try open(WorkbookBuilder.ods(tables, styles: styles), sheet: "D") }
        #expect(error.remedy?.contains("1 A (hidden), 2 B, 3 C") == true)
    }

    @Test("What the standard allows and few programs write: strict namespaces, targets absolute or with .., dates in ISO 8601, zip64")
    func rareForms() throws {
        let rows =
            "<row><c t=\"str\"><v>ville</v></c><c t=\"str\"><v>date</v></c></row><row><c t=\"s\"><v>0</v></c><c t=\"d\"><v>2020-01-02T00:00:00</v></c></row>"
        let strings = "<si><t>Pau</t></si>"
        let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        for bytes in [
            WorkbookBuilder.xlsx([("F", rows)], strings: strings, relations: strict),
            WorkbookBuilder.xlsx([("F", rows)], strings: strings, folder: "/xl/"),
            WorkbookBuilder.xlsx([("F", rows)], strings: strings, folder: "../xl/./"),
            WorkbookBuilder.xlsx([("F", rows)], strings: strings, isWide: true),
        ] {
            let reader = try open(bytes)
            #expect(reader.header == ["ville", "date"])
            #expect(try self.rows(reader) == [["Pau", "2020-01-02"]])
        }
        #expect(
            try cells("<c t=\"d\"><v>2020-01-02T00:00:00.000Z</v></c><c t=\"d\"><v>2020-01-02T13:05:00</v></c>") == [
                "2020-01-02", "2020-01-02T13:05:00",
            ])
    }

    @Test("ODS: values rather than their display, dates in ISO 8601, repeated cells and rows, notes and covered cells left out")
    func ods() throws {
        let reader = try open(
            WorkbookBuilder.ods(
                """
                <table:table table:name="Feuille1"><table:table-column/><table:table-header-rows><table:table-row>
                <table:table-cell office:value-type="string"><text:p>nom</text:p></table:table-cell>
                <table:table-cell office:value-type="string"><text:p>CP</text:p></table:table-cell>
                <table:table-cell office:value-type="string"><text:p>ville</text:p></table:table-cell>
                <table:table-cell office:value-type="string"><text:p>date</text:p></table:table-cell></table:table-row></table:table-header-rows>
                <table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
                <table:table-row><table:table-cell><office:annotation><text:p>note</text:p></office:annotation><text:p>L'eau<text:s text:c="2"/>&amp;</text:p><text:p>la <text:span>vie</text:span></text:p></table:table-cell>
                <table:table-cell office:value-type="float" office:value="1000"><text:p>01000</text:p></table:table-cell>
                <table:table-cell office:value-type="float" office:value="33063"><text:p>33 063,00</text:p></table:table-cell>
                <table:table-cell office:value-type="date" office:date-value="2020-01-02"><text:p>2 janv. 20</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Pau</text:p></table:table-cell>
                <table:covered-table-cell><text:p>caché</text:p></table:covered-table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
                <table:table table:name="B"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>
                """))
        #expect(reader.header == ["nom", "CP", "ville", "date"])
        var record = DelimitedRecord()
        #expect(try reader.read(into: &record))
        #expect(record.line == 7 && record.values == ["L'eau  &\nla vie", "01000", "33063", "2020-01-02"])
        #expect(try rows(reader) == [["Pau", "Pau", "", "VRAI"], ["Pau", "Pau", "", "VRAI"]])
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let says: String
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        let good = WorkbookBuilder.xlsx([("F", "<row><c t=\"str\"><v>ville</v></c></row>")])
        return [
            Refusal(name: "an .xls", bytes: old, says: ".xlsx"),
            Refusal(name: "an encrypted .xlsx", bytes: old + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }, says: "password"),
            Refusal(name: "a truncated workbook", bytes: Array(good.dropLast(30)), says: "cut"),
            Refusal(name: "a plain zip", bytes: WorkbookBuilder.zip([("a.csv", "x")]), says: "not a workbook"),
            Refusal(name: "an encrypted zip", bytes: WorkbookBuilder.zip([("content.xml", "x")], flags: 1), says: "password"),
            Refusal(
                name: "an encrypted ODS",
                bytes: WorkbookBuilder.zip([("content.xml", "?"), ("META-INF/manifest.xml", "<a><manifest:encryption-data/></a>")]), says: "password"),
            Refusal(
                name: "a document",
                bytes: WorkbookBuilder.zip([
                    ("_rels/.rels", "<R><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>")
                ]), says: "not a workbook"),
            Refusal(name: "an entity bomb", bytes: WorkbookBuilder.ods("").replacing("<office:body>", "<!DOCTYPE a []>"), says: "document type"),
            Refusal(name: "an empty sheet", bytes: WorkbookBuilder.xlsx([("F", "")]), says: "empty"),
            Refusal(name: "a row without end", bytes: WorkbookBuilder.xlsx([("F", "<row><c><v>1</v></c>")]), says: "not closed"),
            Refusal(name: "a column out of bounds", bytes: WorkbookBuilder.xlsx([("F", "<row><c r=\"ZZZ1\"><v>1</v></c></row>")]), says: "columns"),
            Refusal(name: "a row out of bounds", bytes: WorkbookBuilder.xlsx([("F", "<row r=\"9999999\"><c><v>1</v></c></row>")]), says: "rows"),
            Refusal(
                name: "an entry that claims 4 GB", bytes: WorkbookBuilder.zip([("content.xml", "x")], claimedSize: 0xFFFF_FFF0), says: "unpacks to"),
            Refusal(
                name: "an entry that claims a thousand times its size", bytes: WorkbookBuilder.zip([("content.xml", "x")], claimedSize: 65 << 20),
                says: "unpacks to 65 MB"),
            Refusal(
                name: "a wide entry beyond the end",
                bytes: WorkbookBuilder.zip([("content.xml", "x")], isWide: true).replacing("PK\u{6}\u{7}", "PK\u{6}x"), says: "directory is damaged"),
            Refusal(name: "an entry larger than it says", bytes: WorkbookBuilder.zip([("content.xml", "<a></a>")], claimedSize: 3), says: "larger"),
        ]
    }()

    @Test("What cannot be read is refused by what it is, with what to do", arguments: refusals)
    func refused(_ example: Refusal) throws {
        let error = try #require(throws: ImportError.self) { try open(example.bytes) }
        #expect("\(error.problem) \(error.remedy ?? "")".contains(example.says), "\(error)")
        #expect(error.location == "t.xlsx")
    }

    @Test("A workbook with any byte changed or cut is read or refused, never a crash")
    func damaged() throws {
        let strings = "<si><t>Bordeaux</t></si>"
        let good = WorkbookBuilder.xlsx(
            [("F", "<row><c t=\"s\"><v>0</v></c><c s=\"0\"><v>3.5</v></c></row><row><c><v>1</v></c></row>")], strings: strings)
        let wide = WorkbookBuilder.xlsx([("F", "<row><c t=\"s\"><v>0</v></c></row>")], strings: strings, isWide: true)
        var generator = SeededGenerator(seed: 3)
        var refusals = 0
        for round in 0..<3000 {
            var bytes = round % 3 == 0 ? wide : good
            if round % 5 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
            for _ in 0..<(1 + round % 4) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            do { _ = try rows(open(bytes)) } catch is ImportError { refusals += 1 }
        }
        #expect(refusals > 100 && refusals < 3000)
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "References/workbooks")

    /// `libreoffice.fods` was written by hand, the two others by LibreOffice from it: merged and repeated cells, line breaks, runs, notes, formulas.
    @Test("A sheet that LibreOffice wrote reads the same from ODS and from XLSX, and as it is seen there", arguments: ["ods", "xlsx"])
    func libreOffice(format: String) throws {
        let path = Self.folder.appendingPathComponent("libreoffice.\(format)").path
        // To XLSX it writes the first sheet as visible, whatever it was.
        let reader = try TableFile.open(ByteSource(file: path), sheet: format == "ods" ? nil : "Acteurs 2026")
        #expect(
            reader.header == [
                "Nom", "Code postal", "Commune", "Code INSEE", "Début", "Vu le", "Part", "Budget", "Heure", "Note", "Actif", "Calcul",
            ])
        #expect(reader.headerLine == 3)
        let empty = [String](repeating: "", count: 8)
        #expect(
            try rows(reader) == [
                [
                    "Les Amis d’Émile  & Cie", "01000", "Bourg\nen Bresse", "01053", "2020-01-02", "2026-06-30T13:05:00", "0.125", "1234.5",
                    "10:30:00",
                    "3.14159", "VRAI", "2000",
                ],
                ["« Été » ; \"guillemets\", virgule", "33000", "Bordeaux"] + empty.dropLast() + ["FAUX", "xBordeaux"],
                ["Répété", "", "Pau"] + empty + ["#DIV/0!"], ["Répété", "", "Pau"] + empty + [""],
            ])
        let error = try #require(throws: ImportError.self) { try TableFile.open(ByteSource(file: path), sheet: "x") }
        #expect(error.remedy?.contains("2 Acteurs 2026, 3 Archives (hidden), 4 Vide") == true)
        #expect(throws: ImportError.self) { try TableFile.open(ByteSource(file: path), sheet: "Vide") }
    }

    @Test("A workbook that LibreOffice protected by a password is refused as such")
    func protected() throws {
        let path = Self.folder.appendingPathComponent("libreoffice-password.ods").path
        #expect(try #require(throws: ImportError.self) { try TableFile.open(ByteSource(file: path)) }.problem.contains("password"))
    }

    @Test("Workbooks that other programs wrote: openpyxl's XLSX, odfpy's and GDAL's ODS", arguments: ["openpyxl.xlsx", "odfpy.ods", "gdal.ods"])
    func foreign(file: String) throws {
        let reader = try TableFile.open(ByteSource(file: Self.folder.appendingPathComponent(file).path))
        #expect(reader.header == ["Nom", "CP", "Code INSEE", "Ville", "Date"])
        // As Tests/References/workbooks.py puts them in.
        #expect(
            try rows(reader) == [
                ["Les Amis d'Émile & Cie", "01000", "33063", "Bordeaux", "2020-01-02"], ["« Été »", "64000", "64445", "Pau", "1999-12-31"],
            ])
    }
}

extension [UInt8] {
    /// With the bytes of one text replaced by those of another of any length; checksums stay as they were.
    fileprivate func replacing(_ text: String, _ other: String) -> [UInt8] {
        guard let range = firstRange(of: Array(text.utf8)) else { return self }
        let padded = Array(other.utf8) + [UInt8](repeating: 0x20, count: Swift.max(0, text.utf8.count - other.utf8.count))
        return Array(self[..<range.lowerBound]) + padded.prefix(text.utf8.count) + Array(self[range.upperBound...])
    }
}
