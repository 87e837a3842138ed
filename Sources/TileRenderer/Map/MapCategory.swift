public import GeoCore

/// A kind of territory that has a colour of its own.
public struct MapCategory: Sendable, Hashable {
    /// `HH`, `association`, `ex_aequo`: the same in every language.
    public let code: String
    public let label: LocalizedText
    public let color: Color
}

/// What categories a map tells apart.
public enum CategoryVariable: Sendable, Hashable {
    /// Territories that resemble their neighbours, or differ from them, by an indicator (`lisa`).
    case localClasses(of: Indicator)
    /// The value of a dimension that most actors have.
    case dominant(ActorDimension)

    /// The title of the map and of its legend.
    var label: LocalizedText {
        switch self {
        case .localClasses(let indicator):
            let (kind, studied) = (Indicator.localClass.definition.label, indicator.definition.label)
            return LocalizedText(
                "\(kind.french) : \(studied.french.lowercasedFirst)", "\(kind.english): \(studied.english.lowercasedFirst)")
        case .dominant(.kind): return LocalizedText("Type d'acteur le plus nombreux", "Most frequent kind of actor")
        case .dominant(.theme): return LocalizedText("Thème le plus représenté", "Most frequent theme")
        case .dominant(.sdg): return LocalizedText("ODD le plus représenté", "Most frequent SDG")
        case .dominant(.country): return LocalizedText("Pays partenaire le plus fréquent", "Most frequent partner country")
        }
    }
}

extension LocalClass {
    /// As it stands in the legend: in words, with the letters that the literature has for it.
    package var category: MapCategory {
        MapCategory(
            code: rawValue,
            label: self == .notSignificant ? label : LocalizedText("\(label.french) (\(rawValue))", "\(label.english) (\(rawValue))"), color: color)
    }

    /// The colours that are customary for it: red among high, blue among low, pale where a territory stands against its neighbours.
    private var color: Color {
        switch self {
        case .highHigh: OKLab(lightness: 0.560, chroma: 0.190, hue: 27).color
        case .highLow: OKLab(lightness: 0.800, chroma: 0.100, hue: 40).color
        case .lowHigh: OKLab(lightness: 0.810, chroma: 0.085, hue: 235).color
        case .lowLow: OKLab(lightness: 0.510, chroma: 0.140, hue: 258).color
        case .notSignificant: OKLab(lightness: 0.950, chroma: 0.003, hue: 90).color
        }
    }
}
