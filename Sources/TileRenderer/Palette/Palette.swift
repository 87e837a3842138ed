public import GeoCore

/// What the colours of a palette say. The raw value is its word in the catalogue.
public enum PaletteKind: String, Sendable, CaseIterable, Hashable {
    /// More and more of one thing.
    case sequential
    /// Below and above a stated value.
    case diverging
    /// Kinds that have no order.
    case qualitative
    /// Two things at once, three classes each.
    case bivariate

    public var label: LocalizedText {
        switch self {
        case .sequential: LocalizedText("séquentielle (du moins au plus)", "sequential (from less to more)")
        case .diverging: LocalizedText("divergente (de part et d'autre d'un pivot)", "diverging (below and above a pivot)")
        case .qualitative: LocalizedText("qualitative (catégories sans ordre)", "qualitative (categories without order)")
        case .bivariate: LocalizedText("bivariée (deux indicateurs, trois classes chacun)", "bivariate (two indicators, three classes each)")
        }
    }
}

/// Colours that go together, for classes or categories.
///
/// Computed in OKLab from a few anchors; none is taken from elsewhere. In a sequential palette lightness falls evenly from class to class: readers
/// who confuse hues, and prints in grey, keep the order. No colour is so dark that near-black borders would not show on it.
public struct Palette: Sendable, Hashable {
    /// The word of the query vocabulary.
    public let name: String
    public let kind: PaletteKind
    public let label: LocalizedText
    let anchors: [OKLab]

    init(
        _ name: String, _ kind: PaletteKind, _ french: String, _ english: String, _ anchors: [(lightness: Double, chroma: Double, hue: Double)]
    ) {
        self.name = name
        self.kind = kind
        label = LocalizedText(french, english)
        self.anchors = anchors.map { OKLab(lightness: $0.lightness, chroma: $0.chroma, hue: $0.hue) }
    }

    /// The palette of that name; `nil` when there is none.
    public init?(named name: String) {
        guard let found = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = found
    }

    /// How many colours there can be: of classes, categories, or classes of two indicators.
    public var counts: ClosedRange<Int> {
        switch kind {
        case .sequential: 1...9
        case .diverging: 2...9
        case .qualitative: 1...anchors.count
        case .bivariate: 9...9
        }
    }

    /// Of circles that differ by size alone: strong, and far from the palest classes.
    var circle: Color { kind == .sequential ? colors(5)[3] : Self.standard.colors(5)[3] }

    /// One colour a class, the lowest class first; of a diverging palette, as many on each side of the pivot, with a neutral one between where the
    /// number is odd; of a bivariate one, row by row: the first indicator grows along the rows, the second from row to row.
    public func colors(_ count: Int) -> [Color] {
        guard count > 0 else { return [] }
        switch kind {
        case .sequential: return (0..<count).map { mixed(along: Self.share($0, of: count)).color }
        case .diverging: return colors(below: count / 2, neutral: count % 2, above: count / 2)
        case .qualitative: return (0..<count).map { anchors[min($0, anchors.count - 1)].color }
        case .bivariate: return (0..<count).map { color(first: $0 % 3, second: min(2, $0 / 3)) }
        }
    }

    /// The place of a class between the palest and the strongest colour, 0…1.
    private static func share(_ place: Int, of count: Int) -> Double {
        switch count {
        case 1: 0.55
        case 2: 0.2 + 0.6 * Double(place)
        default: Double(place) / Double(count - 1)
        }
    }

    /// A colour for what lies below or above so many classes: paler than the palest of them, stronger than the strongest.
    func beyond(_ count: Int, isAbove: Bool) -> Color {
        let end = mixed(along: Self.share(isAbove ? count - 1 : 0, of: count))
        return OKLab.mix(end, OKLab(lightness: isAbove ? 0 : 1, chroma: 0, hue: 0), isAbove ? 0.16 : 0.6).color
    }

    private func mixed(along share: Double) -> OKLab {
        let along = share * Double(anchors.count - 1)
        let segment = min(anchors.count - 2, Int(along))
        return OKLab.mix(anchors[segment], anchors[segment + 1], along - Double(segment))
    }

    /// Of classes below and above a pivot, the lowest first: equally many steps from the pivot are equally strong on both sides.
    ///
    /// - Parameter neutral: 1 where a class holds the pivot inside it, else 0.
    public func colors(below: Int, neutral: Int, above: Int) -> [Color] {
        let most = max(below, above)
        // Of two neighbours of the pivot, without a neutral class between them, both must be told from the neutral colour.
        func strength(_ step: Int) -> Double { most == 1 ? 0.6 : 0.3 + 0.7 * Double(step - 1) / Double(most - 1) }
        let low = (1...max(1, below)).prefix(below).map { mixed(along: 0.5 - strength($0) / 2).color }
        let high = (1...max(1, above)).prefix(above).map { mixed(along: 0.5 + strength($0) / 2).color }
        return low.reversed() + (neutral > 0 ? [mixed(along: 0.5).color] : []) + high
    }

    /// Of a bivariate palette.
    ///
    /// - Parameters:
    ///   - first: the class of the first indicator, 0…2.
    ///   - second: of the second.
    func color(first: Int, second: Int) -> Color {
        let (x, y) = (Double(first) / 2, Double(second) / 2)
        return OKLab.mix(OKLab.mix(anchors[0], anchors[1], x), OKLab.mix(anchors[2], anchors[3], x), y).color
    }
}
