import GeoCore
import TestSupport

/// Slips that people and machines make when they write a place, from a seeded stream. Made for measuring, unknown to the matcher.
struct GeocodingNoise {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }

    /// The name as a list may hold it: case, accents, hyphens, abbreviations, now and then slips of the pen.
    mutating func name(_ name: String, typos: Double = 0.3) -> String {
        var text = name
        if chance(0.5) {
            text = text.replacing("Sainte-", with: "Ste ").replacing("Saint-", with: "St ").replacing("-lès-", with: " les ")
        }
        if chance(0.5) { text = text.replacing("-", with: " ") }
        if chance(0.5) { text = SearchKeyless.withoutAccents(text) }
        if chance(typos) { text = typo(text) }
        if chance(typos / 5) { text = typo(text) }
        if chance(0.4) { text = text.uppercased() }
        return text
    }

    /// One slip: a key beside the right one, a letter left out, doubled, swapped, or spelt as it sounds.
    mutating func typo(_ text: String) -> String {
        var letters = Array(text)
        guard letters.count >= 4 else { return text }
        let place = Int.random(in: 1..<letters.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            guard let keys = Self.neighbours[Character(letters[place].lowercased())] else { return text }
            letters[place] = Array(keys)[Int.random(in: 0..<keys.count, using: &generator)]
        case 1: letters.remove(at: place)
        case 2: letters.insert(letters[place], at: place)
        case 3: letters.swapAt(place, place - 1)
        default:
            let (sound, other) = Self.sounds[Int.random(in: 0..<Self.sounds.count, using: &generator)]
            guard let range = text.dropFirst().firstRange(of: sound) else {
                letters.remove(at: place)
                return String(letters)
            }
            return text.replacingCharacters(in: range, by: other)
        }
        return String(letters)
    }

    /// A key beside the right one.
    mutating func neighbourKey(_ text: String) -> String {
        var letters = Array(text)
        guard letters.count > 1 else { return text }
        let place = Int.random(in: 1..<letters.count, using: &generator)
        guard let keys = Self.neighbours[Character(letters[place].lowercased())] else { return text }
        letters[place] = Array(keys)[Int.random(in: 0..<keys.count, using: &generator)]
        return String(letters)
    }

    /// A postcode with one digit wrong.
    mutating func postcode(_ postcode: String) -> String {
        var digits = Array(postcode)
        digits[Int.random(in: 2..<max(3, digits.count), using: &generator)] = Character(String(Int.random(in: 0...9, using: &generator)))
        return String(digits)
    }

    private static let neighbours: [Character: String] = [
        "a": "zq", "z": "ae", "e": "zr", "r": "et", "t": "ry", "y": "tu", "u": "yi", "i": "uo", "o": "ip", "p": "om", "q": "as", "s": "qd", "d": "sf",
        "f": "dg", "g": "fh", "h": "gj", "j": "hk", "k": "jl", "l": "km", "m": "lp", "x": "wc", "c": "xv", "v": "cb", "b": "vn", "n": "b",
    ]
    private static let sounds = [
        ("eau", "o"), ("au", "o"), ("ph", "f"), ("qu", "k"), ("ai", "e"), ("an", "en"), ("en", "an"), ("ll", "l"), ("ss", "s"), ("nn", "n"),
        ("tt", "t"),
        ("y", "i"), ("h", ""), ("gu", "g"), ("x", "s"), ("ac", "at"), ("m", "mm"), ("l", "ll"), ("z", "s"), ("é", "er"),
    ]
}

/// Accents off, by Unicode's own decomposition: not by the folding under test.
enum SearchKeyless {
    static func withoutAccents(_ text: String) -> String {
        let table: [Character: String] = [
            "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o", "ö": "o", "ù": "u",
            "û": "u",
            "ü": "u", "ÿ": "y", "É": "E", "È": "E", "Ê": "E", "À": "A", "Â": "A", "Î": "I", "Ô": "O", "œ": "oe", "Œ": "OE",
        ]
        return text.map { table[$0] ?? String($0) }.joined()
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, by other: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: other)
        return copy
    }
}
