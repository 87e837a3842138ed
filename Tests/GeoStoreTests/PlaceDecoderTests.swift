import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct PlaceDecoderTests {
    private func place(_ header: String, _ row: String) throws -> (place: PlaceQuery, warnings: [String]) {
        let reader = try DelimitedTextReader(
            ByteSource(Array("\(header)\n\(row)\n".utf8), name: "t.csv"), options: .init(delimiter: UInt8(ascii: ";")))
        let decoder = PlaceDecoder(columns: try TableColumns(header: reader.header, file: "t.csv"))
        var warnings: [String] = []
        return (decoder.place(try #require(try reader.next()), warnings: &warnings), warnings)
    }

    @Test("Each field comes from its column; one of spaces only is none, and address lines are cut at line breaks")
    func fields() throws {
        let read = try place(
            "ville;cp;insee;département;adresse;complément;x;y", "Pau; ;64445;  ;\"1 rue A\n64000 Pau\";BP 3;-0,37;43,3")
        #expect(
            read.place
                == PlaceQuery(
                    communeCode: "64445", position: Position(-0.37, 43.3), city: "Pau", addressLines: ["1 rue A", "64000 Pau", "BP 3"]))
        #expect(read.warnings.isEmpty)
        #expect(try place("ville;cp", "Pau").place == PlaceQuery(city: "Pau"))
    }

    @Test("A number is read to the last bit as Swift reads it, with a point or a comma (20,000 random ones)")
    func decimals() throws {
        var generator = SeededGenerator(seed: 53)
        let numbers = (0..<20_000).map { _ in
            let digits = (0..<Int.random(in: 0...18, using: &generator)).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
            let sign = Bool.random(using: &generator) ? "-" : ""
            return sign + "\(Int.random(in: 0...179, using: &generator))" + (digits.isEmpty ? "" : ".\(digits)")
        }
        let table = "lon;lat\n" + numbers.map { "\(Bool.random(using: &generator) ? $0 : $0.replacing(".", with: ","));0\n" }.joined()
        let reader = try DelimitedTextReader(ByteSource(Array(table.utf8), name: "t.csv"))
        let decoder = PlaceDecoder(columns: try TableColumns(header: reader.header, file: "t.csv"))
        var warnings: [String] = []
        for number in numbers {
            let record = try #require(try reader.next())
            let expected = try #require(Double(number))
            guard let read = decoder.place(record, warnings: &warnings).position?.x, read == expected, read.sign == expected.sign else {
                Issue.record("\(record[0]) is not read as \(expected)")
                return
            }
        }
        #expect(warnings.isEmpty)
    }

    @Test("Metres in Lambert-93 are read as such and said so; other large numbers are not used")
    func lambert93() throws {
        // Expected: pyproj (PROJ's own transformation EPSG:2154 → EPSG:4326) for the first row.
        let read = try place("ville;x;y", "Bordeaux;417241,54;6421813,35")
        let position = try #require(read.place.position)
        #expect(abs(position.x - -0.5792) < 1e-6)
        #expect(abs(position.y - 44.8378) < 1e-6)
        #expect(read.warnings.count == 1)
        #expect(read.warnings[0].contains("Lambert-93"))
        for row in ["Bordeaux;417241,54;421813,35", "Bordeaux;6421813,35;417241,54", "Bordeaux;417241,54;91"] {
            let other = try place("ville;x;y", row)
            #expect(other.place.position == nil)
            #expect(other.warnings[0].contains("not used"))
        }
    }

    @Test(
        "Numbers as people write them, and what is not one",
        arguments: [
            (" -0,57 ", -0.57), ("+0.5", 0.5), (".5", 0.5), ("5.", 5), ("-0", 0), ("0 .5", 0.5), ("007,50", 7.5), ("1e2", nil), ("abc", nil),
            ("1,2,3", nil), ("--1", nil), ("", nil), ("-", nil), (".", nil), ("nan", nil), ("181", nil), ("٣", nil),
        ] as [(String, Double?)])
    func decimal(text: String, expected: Double?) throws {
        let read = try place("lon;lat", "\(text);44")
        #expect(read.place.position?.x == expected)
        #expect(read.warnings.isEmpty == (expected != nil || text.isEmpty))
    }
}
