import GeoCore
import TestSupport
import Testing

/// What programs and databases do to names on their way into a list: how many communes are still found, and that next to none is taken for another.
@Suite struct GeocodingDamageTests {
    /// A kind of damage, the least share of the names that must still be found with the department, and what it makes of a name (`nil`: nothing).
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let found: Double
        let make: @Sendable (String, inout GeocodingNoise) -> String?
    }

    static let kinds: [Damage] = [
        Damage(testDescription: "HTML entities", found: 0.995) { name, _ in Self.changed(name, Self.entities(name)) },
        Damage(testDescription: "UTF-8 read as Windows-1252", found: 0.995) { name, _ in Self.changed(name, Self.doublyEncoded(name)) },
        Damage(testDescription: "question marks for accented letters", found: 0.985) { name, _ in
            Self.changed(name, String(name.map { $0.isASCII ? $0 : "?" }))
        },
        Damage(testDescription: "cut at 20 characters", found: 0.95) { name, _ in name.count > 20 ? String(name.prefix(20)) : nil },
        Damage(testDescription: "two words exchanged", found: 0.985) { name, noise in
            var words = name.split(whereSeparator: { $0 == "-" || $0 == " " })
            guard words.count > 1 else { return nil }
            let place = Int.random(in: 1..<words.count, using: &noise.generator)
            words.swapAt(place, place - 1)
            return words.joined(separator: " ")
        },
        Damage(testDescription: "spaces lost", found: 0.995) { name, _ in Self.changed(name, name.filter { $0 != "-" && $0 != " " && $0 != "'" }) },
        Damage(testDescription: "a digit for a letter that looks like it", found: 0.85) { name, noise in
            let places = name.indices.filter { Self.digits[name[$0]] != nil }
            guard name.count > 5, let place = places.randomElement(using: &noise.generator), let digit = Self.digits[name[place]] else { return nil }
            var copy = name
            copy.replaceSubrange(place...place, with: String(digit))
            return copy
        },
    ]

    private static let digits: [Character: Character] = ["o": "0", "O": "0", "l": "1", "S": "5", "s": "5", "B": "8", "é": "6"]

    private static func changed(_ name: String, _ damaged: String) -> String? { damaged == name ? nil : damaged }

    private static func entities(_ name: String) -> String {
        let names: [Character: String] = [
            "é": "eacute", "è": "egrave", "ê": "ecirc", "ë": "euml", "à": "agrave", "â": "acirc", "ä": "auml", "î": "icirc", "ï": "iuml",
            "ô": "ocirc",
            "ö": "ouml", "û": "ucirc", "ü": "uuml", "ç": "ccedil", "œ": "oelig", "Œ": "OElig", "É": "Eacute", "È": "Egrave", "Î": "Icirc",
            "'": "#39",
        ]
        return name.map { names[$0].map { "&\($0);" } ?? String($0) }.joined()
    }

    /// Each byte of the UTF-8 as the character it is in Windows-1252.
    private static func doublyEncoded(_ name: String) -> String {
        let upper: [UInt8: UInt32] = [
            0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x192, 0x88: 0x2C6, 0x89: 0x2030, 0x8A: 0x160, 0x8E: 0x17D, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D,
            0x9C: 0x153,
        ]
        return String(String.UnicodeScalarView(name.utf8.compactMap { Unicode.Scalar(upper[$0] ?? UInt32($0)) }))
    }

    @Test("A damaged name with its department or postcode is found, and not one in a thousand is taken for another commune's", arguments: kinds)
    func damaged(kind: Damage) throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let postcodes = Dictionary(
            geocoder.reference.gazetteer.postcodes.map { ($0.communeCode.rawValue, $0.postcode) }, uniquingKeysWith: { first, _ in first })
        var noise = GeocodingNoise(seed: 77)
        for hasPostcode in [false, true] {
            var rows = 0
            var right = 0
            var wrong: [String] = []
            for commune in geocoder.reference.communes {
                guard let written = kind.make(commune.name, &noise) else { continue }
                rows += 1
                let query = PlaceQuery(
                    postcode: hasPostcode ? postcodes[commune.code] : nil, city: written,
                    department: hasPostcode ? nil : commune.departmentCode?.rawValue)
                let match = geocoder.match(query)
                if match.communeCode?.rawValue == commune.code {
                    right += 1
                } else if match.status.isPlaced {
                    wrong.append("\(written) → \(match.communeCode?.rawValue ?? "")")
                }
            }
            #expect(Double(wrong.count) <= 0.001 * Double(rows) + 1, "\(wrong)")
            #expect(Double(right) >= kind.found * Double(rows), "\(right) of \(rows)")
        }
    }

    @Test("A name without any other evidence is not taken for another's when it was cut, encoded twice or put in another order")
    func nameAlone() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        var noise = GeocodingNoise(seed: 78)
        for kind in Self.kinds.prefix(6) {
            var rows = 0
            var wrong: [String] = []
            for commune in geocoder.reference.communes {
                guard let written = kind.make(commune.name, &noise) else { continue }
                rows += 1
                let match = geocoder.match(PlaceQuery(city: written))
                if match.status.isPlaced, match.communeCode?.rawValue != commune.code {
                    wrong.append("\(written) → \(match.communeCode?.rawValue ?? "")")
                }
            }
            #expect(Double(wrong.count) <= 0.001 * Double(rows) + 1, "\(kind.testDescription): \(wrong)")
        }
    }

    @Test("Names of other regions, cut or put in another order, are not placed in this one unless they are names of it too")
    func elsewhere() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let reference = geocoder.reference
        let regional = Set(reference.departments.map(\.code))
        let names = Set(reference.communes.map { SearchKey.fold($0.name) })
        let others = reference.gazetteer.nationalCommunes.filter { commune in
            commune.type == "COM" && !regional.contains(commune.departmentCode.rawValue) && !names.contains(SearchKey.fold(commune.name))
        }
        var noise = GeocodingNoise(seed: 79)
        for kind in Self.kinds.prefix(6) {
            var rows = 0
            var wrong: [String] = []
            for commune in others where rows < 3000 {
                guard Bool.random(using: &noise.generator), let written = kind.make(commune.name, &noise) else { continue }
                rows += 1
                if geocoder.match(PlaceQuery(city: written)).status.isPlaced { wrong.append(written) }
            }
            #expect(Double(wrong.count) <= 0.02 * Double(rows), "\(kind.testDescription): \(wrong.prefix(50))")
            #expect(geocoder.match(PlaceQuery(city: "Bordeaux")).status == .exact)
        }
    }

    @Test("Mending is done once: the mended name has the letters of the name, written out in any of these ways")
    func mending() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        for commune in geocoder.reference.communes {
            let letters = FoldedText(commune.name).letters
            for damaged in [Self.entities(commune.name), Self.doublyEncoded(commune.name), Self.doublyEncoded(Self.doublyEncoded(commune.name))] {
                #expect(FoldedText(damaged).letters == letters, "\(damaged)")
            }
            let text = FoldedText(commune.name)
            #expect(FoldedText(text.string(0..<text.words.count)).letters == letters, "\(commune.name)")
        }
    }
}
