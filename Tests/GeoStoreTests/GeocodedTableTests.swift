import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// The streamed table against the same made row by row, in the plainest way.
@Suite struct GeocodedTableTests {
    private static let reference = Result { try syntheticReference(size: 3) }

    private func reader(_ bytes: [UInt8]) throws -> DelimitedTextReader { try DelimitedTextReader(ByteSource(bytes, name: "t.csv")) }

    private func quoted(_ field: String, _ delimiter: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == delimiter.utf8.first }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    private func number(_ value: Double?, _ decimals: Int, _ excel: Bool) -> String {
        guard let value else { return "" }
        var text = String(format: "%.\(decimals)f", value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return excel ? text.replacing(".", with: ",") : text
    }

    /// The table as CSV: each row read, placed and written by itself.
    private func plainly(_ bytes: [UInt8], excel: Bool, _ reference: ReferenceGeography) throws -> String {
        let reader = try reader(bytes)
        let decoder = PlaceDecoder(columns: try TableColumns(header: reader.header, file: "t.csv"))
        let geocoder = Geocoder(reference: reference)
        let delimiter = excel ? ";" : String(UnicodeScalar(reader.delimiter))
        let added = [
            "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut",
            "geo_methode", "geo_score", "geo_candidats",
        ]
        var lines = [reader.header + added]
        while let record = try reader.next() {
            var warnings: [String] = []
            let match = geocoder.match(decoder.place(record, warnings: &warnings))
            let commune = match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
            let candidates = match.candidates.map { candidate in
                let name = reference.territory(candidate.communeCode.rawValue, at: .commune)?.name ?? ""
                return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
            }
            let missing = [String](repeating: "", count: max(0, reader.header.count - record.count))
            lines.append(
                record.values.prefix(reader.header.count) + missing + [
                    commune?.code ?? "", commune?.name ?? "", match.departmentCode?.rawValue ?? "", commune?.epciCode ?? "",
                    number(match.position?.x, 6, excel), number(match.position?.y, 6, excel), match.precision?.rawValue ?? "",
                    match.status.rawValue, match.method, number(match.score, 3, excel), candidates.joined(separator: " | "),
                ] + record.values.dropFirst(reader.header.count))
        }
        let text = lines.map { $0.map { quoted($0, delimiter) }.joined(separator: delimiter) + "\r\n" }.joined()
        return (excel ? "\u{FEFF}" : "") + text
    }

    private func streamed(
        _ bytes: [UInt8], excel: Bool = false, format: GeocodedFormat = .csv, jobs: Int, _ reference: ReferenceGeography? = nil
    ) throws -> String {
        let reference = try reference ?? Self.reference.get()
        let file = FileManager.default.temporaryDirectory.appending(path: "geo-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let reader = try DelimitedTextReader(ByteSource(bytes, name: "t.csv"))
        let columns = try TableColumns(header: reader.header, file: "t.csv")
        let table = GeocodedTable(
            reader: reader, columns: columns, geocoder: Geocoder(reference: reference), reference: reference, format: format, excel: excel,
            jobs: jobs)
        _ = try table.write(to: file.path, review: nil)
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// Rows of all that lists hold: quotes, line breaks, too few and too many fields, damaged quotes, coordinates, accents.
    private func randomTable(_ delimiter: String, _ lineEnd: String, rows: Int, _ generator: inout SeededGenerator) -> String {
        let names = ["Commune 01001", "commune 02009", "COMMUNE 01005", "Commune 0100", "Bordeaux", "", "?", "Département 1", "\"Commune\" 02001"]
        let notes = ["", "simple", "a\(delimiter)b", "dit « oui »", "5\" de plus", "\"", "une\nligne", "une\r\nligne", "é œ €", "\t", " fin "]
        let longitudes = ["", "-0.45", "-0,35", "44.65", "x"]
        let latitudes = ["", "44.55", "44,65", "-0.45", "91"]
        var lines = [["id", "commune", "code insee", "département", "longitude", "latitude", "note"].joined(separator: delimiter)]
        for id in 0..<rows {
            var fields = ["\(id)"]
            for choices in [names, ["", "", "01001", "02004", "99999", "1001"], ["", "", "01", "02", "33"], longitudes, latitudes, notes] {
                fields.append(quoted(choices.randomElement(using: &generator) ?? "", delimiter))
            }
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: fields.removeLast(3)
            case 1: fields += ["", ""]
            case 2: fields.append("plus")
            case 3: fields[0] = "\"\(id)\" suite"
            case 4: fields[0] = "\"\(id)"
            case 5: fields[0] = "n° \"\(id)\""
            default: break
            }
            lines.append(fields.joined(separator: delimiter))
        }
        return lines.joined(separator: lineEnd)
    }

    @Test(
        "Whatever the delimiter, the line ends, the encoding and the number of workers, the bytes are those of one row after the other",
        arguments: [(";", "\n"), (",", "\r\n"), ("\t", "\n"), ("|", "\r\n"), (";", "\r")])
    func sameAsPlainly(delimiter: String, lineEnd: String) throws {
        var generator = SeededGenerator(seed: 2207)
        let text = randomTable(delimiter, lineEnd, rows: 300, &generator)
        let inWindows1252 = try #require(text.data(using: .windowsCP1252))
        for bytes in [Array(text.utf8), Array("\u{FEFF}\(text)".utf8), Array(inWindows1252)] {
            for excel in [false, true] {
                let expected = try plainly(bytes, excel: excel, Self.reference.get())
                for jobs in [1, 7] {
                    let written = try streamed(bytes, excel: excel, jobs: jobs)
                    // Not the texts themselves: a failure would print a million letters.
                    let difference = zip(written.split(separator: "\r\n"), expected.split(separator: "\r\n")).first { $0 != $1 }
                    #expect(difference == nil)
                    #expect(written.utf8.count == expected.utf8.count)
                }
            }
        }
    }

    @Test("What a worker remembers of rows before changes no answer: the same place in other streets, with other codes, departments and coordinates")
    func memory() throws {
        let reference = try ReferenceFile(committedReference.path).geography(boundaries: [.commune])
        let postcodes = Dictionary(reference.gazetteer.postcodes.map { ($0.communeCode.rawValue, $0.postcode) }, uniquingKeysWith: { a, _ in a })
        var generator = SeededGenerator(seed: 71)
        var rows: [String] = []
        for _ in 0..<150 {
            let commune = try #require(reference.communes.randomElement(using: &generator))
            let postcode = postcodes[commune.code] ?? ""
            let short = String(commune.name.prefix { $0 != "-" })
            let damaged = String(commune.name.dropLast(2))
            for town in [commune.name, commune.name.uppercased(), short, damaged, "Bordeaux", "xyzzy", "", " "] {
                for address in ["", "3 allée des Tilleuls", "BP 12, \(postcode) \(commune.name)", "33000 Bordeaux", "lieu-dit \(short)"] {
                    let code = ["", "", "", postcode, "33000", "99"].randomElement(using: &generator) ?? ""
                    let department = ["", "", commune.departmentCode?.rawValue ?? "", "33"].randomElement(using: &generator) ?? ""
                    let insee = ["", "", "", commune.code, "1234"].randomElement(using: &generator) ?? ""
                    let point = "\(commune.referencePoint.x),\(commune.referencePoint.y)"
                    let position = [",", ",", point, "-0.5,"].randomElement(using: &generator) ?? ","
                    rows.append("\"\(town)\",\(code),\(department),\(insee),\"\(address)\",\(position)")
                }
            }
        }
        rows += rows.shuffled(using: &generator)
        let table = Array((["commune,code_postal,departement,code_insee,adresse,longitude,latitude"] + rows).joined(separator: "\n").utf8)
        // The sixth decimal of a coordinate may be rounded otherwise by the library that `plainly` writes it with.
        func lines(_ text: String) -> [String] {
            text.split(separator: "\r\n").map { String($0).replacing(/(\.[0-9]{5})[0-9],/) { "\($0.1)," } }
        }
        let expected = lines(try plainly(table, excel: false, reference))
        let written = lines(try streamed(table, jobs: 3, reference))
        #expect(written.count == expected.count)
        let difference = zip(written, expected).first { $0 != $1 }
        #expect(difference == nil)
    }

    @Test("GeoJSON and JSON lines are the same with any number of workers, and can be read", arguments: [0, 1, 255, 256, 257, 600])
    func json(rows: Int) throws {
        var generator = SeededGenerator(seed: 31)
        let bytes = Array(randomTable(";", "\n", rows: rows, &generator).utf8)
        let reader = try reader(bytes)
        var count = 0
        while try reader.next() != nil { count += 1 }
        let collection = try streamed(bytes, format: .geojson, jobs: 1)
        let object = try JSONSerialization.jsonObject(with: Data(collection.utf8)) as? [String: Any]
        #expect((object?["features"] as? [[String: Any]])?.count == count)
        let lines = try streamed(bytes, format: .ndjson, jobs: 1)
        #expect(lines.split(separator: "\n").count == count)
        for line in lines.split(separator: "\n").prefix(50) { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        for jobs in [2, 7] {
            #expect(try streamed(bytes, format: .geojson, jobs: jobs) == collection)
            #expect(try streamed(bytes, format: .ndjson, jobs: jobs) == lines)
        }
    }
}
