import GeoCore
import TestSupport

/// The ways in which machines and people damage a name, each by itself. Made for measuring, unknown to the matcher.
enum GeocodingNoiseKind: String, CaseIterable, Sendable {
    case opticalReading, keyboard, withoutSpaces, cutAt10, cutAt14, cutAt20, cutAt25, spokenSpelling, twiceSpoken, droppedWord, doubled, townHall
    case hamletBefore, hamletBehind, hamletInBrackets, firstLetter

    /// The name damaged so.
    func damaged(_ name: String, _ noise: inout GeocodingNoise) -> String {
        switch self {
        case .opticalReading: Self.replaced(name, Self.misread, &noise)
        case .keyboard: noise.neighbourKey(name)
        case .withoutSpaces: name.filter { $0 != " " && $0 != "-" && $0 != "'" }
        case .cutAt10: String(name.prefix(10))
        case .cutAt14: String(name.prefix(14))
        case .cutAt20: String(name.prefix(20))
        case .cutAt25: String(name.prefix(25))
        case .spokenSpelling: Self.replaced(name, Self.spoken, &noise)
        case .twiceSpoken: Self.replaced(Self.replaced(name, Self.spoken, &noise), Self.spoken, &noise)
        case .droppedWord: Self.withoutAWord(name, &noise)
        case .doubled: "\(name) \(name)"
        case .townHall: "Mairie de \(name)"
        case .hamletBefore: "\(noise.element(of: Self.hamlets)), \(name)"
        case .hamletBehind: "\(name) \(noise.element(of: Self.hamlets))"
        case .hamletInBrackets: "\(name) (\(noise.element(of: Self.hamlets)))"
        case .firstLetter: noise.element(of: Self.capitals) + name.dropFirst()
        }
    }

    /// Names that farms and quarters bear all over the region.
    static let hamlets = [
        "Le Bourg", "La Grange", "Les Landes", "Chez Pineau", "Le Maine", "La Croix Blanche", "La Forge", "Le Moulin", "Bellevue",
        "Le Mas", "La Borie", "Le Breuil", "Lavaud", "Le Pin", "La Brousse", "Le Roc", "Les Quatre Routes", "Beauregard", "La Tuilerie",
        "Les Bordes", "La Peyre", "Bel Air", "Le Plessis", "Les Combes", "Le Mayne", "Pont Neuf", "Saint-Roch", "La Trinité",
        "Le Vignaud", "Le Canon", "Lascaux", "Maison Neuve",
    ]

    private static let capitals = "ABCDEFGHLMNPRSTV".map(String.init)

    private static let misread = [
        ("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "i"), ("i", "l"), ("o", "0"), ("o", "c"), ("e", "c"), ("c", "e"), ("cl", "d"), ("h", "b"),
        ("u", "n"), ("n", "u"), ("u", "v"), ("a", "o"), ("t", "f"), ("g", "q"),
    ]

    private static let spoken = [
        ("eau", "o"), ("au", "o"), ("ph", "f"), ("qu", "k"), ("ai", "é"), ("an", "en"), ("en", "an"), ("ll", "l"), ("ss", "s"), ("nn", "n"),
        ("y", "i"), ("h", ""), ("gu", "g"), ("x", "s"), ("ac", "at"), ("gn", "ni"), ("ain", "in"), ("in", "ein"), ("t", "th"), ("ou", "oux"),
    ]

    private static func replaced(_ name: String, _ table: [(String, String)], _ noise: inout GeocodingNoise) -> String {
        let inner = name.dropFirst()
        let possible = table.filter { inner.contains($0.0) }
        guard !possible.isEmpty else { return name }
        let (letters, others) = noise.element(of: possible)
        guard let range = inner.firstRange(of: letters) else { return name }
        return name[..<range.lowerBound] + others + name[range.upperBound...]
    }

    private static func withoutAWord(_ name: String, _ noise: inout GeocodingNoise) -> String {
        var words = name.split { $0 == "-" || $0 == " " }
        guard words.count > 1 else { return name }
        words.remove(at: Int.random(in: 0..<words.count, using: &noise.generator))
        return words.joined(separator: " ")
    }
}

extension GeocodingNoise {
    mutating func element<Element>(of list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &generator)] }
}
