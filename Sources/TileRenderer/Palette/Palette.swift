public import GeoCore

/// A sequence of colours for ordered classes, from the lowest to the highest.
///
/// Computed in OKLab from a few anchors, so that lightness falls evenly from class to class: readers who confuse hues, and prints in grey, keep the
/// order. The darkest class stays light enough for near-black borders to show on it.
public struct Palette: Sendable, Hashable {
    /// The word of the query vocabulary.
    public let name: String
    public let label: LocalizedText
    private let anchors: [OKLab]

    private init(_ name: String, _ french: String, _ english: String, _ anchors: [(lightness: Double, chroma: Double, hue: Double)]) {
        self.name = name
        label = LocalizedText(french, english)
        self.anchors = anchors.map { OKLab(lightness: $0.lightness, chroma: $0.chroma, hue: $0.hue) }
    }

    /// Sequential palettes, the default first.
    public static let all: [Palette] = [
        Palette(
            "lagune", "Lagune : jaune pâle, vert d'eau, bleu", "Lagoon: pale yellow, sea green, blue",
            [(0.955, 0.055, 106), (0.850, 0.085, 145), (0.725, 0.090, 188), (0.610, 0.100, 225), (0.505, 0.125, 256)]),
        Palette(
            "brique", "Brique : sable, orangé, rouge brique", "Brick: sand, orange, brick red",
            [(0.955, 0.045, 92), (0.855, 0.095, 75), (0.740, 0.125, 56), (0.620, 0.145, 40), (0.520, 0.145, 28)]),
        Palette(
            "foret", "Forêt : vert pâle à vert profond", "Forest: pale to deep green",
            [(0.955, 0.040, 125), (0.740, 0.095, 145), (0.520, 0.100, 155)]),
        Palette(
            "prune", "Prune : rose pâle à violet", "Plum: pale pink to violet",
            [(0.950, 0.025, 20), (0.740, 0.095, 350), (0.555, 0.150, 318)]),
        Palette(
            "ardoise", "Ardoise : gris, pour l'impression en noir", "Slate: greys, for printing in black", [(0.940, 0.004, 250), (0.510, 0.010, 250)]),
    ]

    public static let standard = all[0]

    /// The palette of that name; `nil` when there is none.
    public init?(named name: String) {
        guard let found = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = found
    }

    /// Of circles that differ by size alone: strong, and far from the palest classes.
    var circle: Color { colors(5)[3] }

    /// One colour a class, the lowest class first.
    public func colors(_ count: Int) -> [Color] {
        guard count > 0 else { return [] }
        return (0..<count).map { place in
            let share =
                switch count {
                case 1: 0.55
                case 2: 0.2 + 0.6 * Double(place)
                default: Double(place) / Double(count - 1)
                }
            let along = share * Double(anchors.count - 1)
            let segment = min(anchors.count - 2, Int(along))
            return OKLab.mix(anchors[segment], anchors[segment + 1], along - Double(segment)).color
        }
    }
}
