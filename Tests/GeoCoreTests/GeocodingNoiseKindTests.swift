import Foundation
import GeoCore
import Testing

/// Noise of sixteen kinds on the names of communes: what is scored high is right, whatever the damage.
@Suite struct GeocodingNoiseKindTests {
    @Test("Of the rows scored 0.9 and more at least 99 % are right, for each kind of damage", arguments: GeocodingNoiseKind.allCases)
    func reliability(_ kind: GeocodingNoiseKind) throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let communes = geocoder.reference.communes
        let postcodes = Dictionary(
            geocoder.reference.gazetteer.postcodes.map { ($0.communeCode.rawValue, $0.postcode) }, uniquingKeysWith: { first, _ in first })
        let names = Set(communes.map { Self.letters($0.name) })
        var noise = GeocodingNoise(seed: 77)
        var sure = 0
        var wrong: [String] = []
        for number in 0..<1200 {
            let commune = noise.element(of: communes)
            var text = kind.damaged(commune.name, &noise)
            // Damage that ends in the name of another commune cannot be seen.
            if names.contains(Self.letters(text)), Self.letters(text) != Self.letters(commune.name) { continue }
            if noise.chance(0.4) { text = SearchKeyless.withoutAccents(text).uppercased() }
            let postcode = postcodes[commune.code]
            let query =
                switch number % 4 {
                case 0: PlaceQuery(city: text)
                case 1: PlaceQuery(city: text, department: commune.departmentCode?.rawValue)
                case 2: PlaceQuery(postcode: postcode, city: text)
                default: PlaceQuery(addressLines: ["12 rue des Lilas", "\(postcode ?? "") \(text)"])
                }
            let match = geocoder.match(query)
            guard let code = match.communeCode, match.score >= 0.9 else { continue }
            sure += 1
            if code.rawValue != commune.code { wrong.append("\(commune.name): \(match.score) \(match.explanation)") }
        }
        if ProcessInfo.processInfo.environment["GEO_PRINT_RELIABILITY"] != nil {
            print("\(kind.rawValue): \(sure) rows scored 0.9 and more, \(wrong.count) wrong\n  \(wrong.joined(separator: "\n  "))")
        }
        #expect(sure > 100)
        #expect(wrong.count * 100 <= sure, "\(wrong)")
    }

    @Test("A hamlet in the town's field is given as a commune in few rows, and never against the postcode")
    func hamlets() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let communes = geocoder.reference.communes
        let postcodes = Dictionary(grouping: geocoder.reference.gazetteer.postcodes, by: \.postcode)
        var noise = GeocodingNoise(seed: 78)
        var denied: [String] = []
        for postcode in postcodes.keys.sorted() {
            let served = Set(postcodes[postcode]?.map(\.communeCode.rawValue) ?? [])
            guard served.count > 1 else { continue }
            let hamlet = noise.element(of: GeocodingNoiseKind.hamlets)
            let match = geocoder.match(PlaceQuery(postcode: postcode, city: hamlet))
            guard let code = match.communeCode?.rawValue, !served.contains(code), match.score >= 0.9 else { continue }
            // The commune may bear the very name.
            let name = communes.first { $0.code == code }?.name ?? ""
            if Self.letters(name) != Self.letters(hamlet) { denied.append("\(postcode) \(hamlet): \(match.explanation)") }
        }
        #expect(denied.count <= 2, "\(denied)")
    }

    private static func letters(_ name: String) -> String {
        var text = SearchKeyless.withoutAccents(name).lowercased()
        for article in ["le ", "la ", "les ", "l'"] where text.hasPrefix(article) { text.removeFirst(article.count) }
        return text.filter { $0.isLetter }.replacing("sainte", with: "ste").replacing("saint", with: "st")
    }
}
