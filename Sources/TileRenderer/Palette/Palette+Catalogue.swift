internal import GeoCore

extension Palette {
    /// The default first of each kind.
    public static let all: [Palette] = sequential + diverging + qualitative + bivariate

    public static let standard = sequential[0]
    public static let standardDiverging = diverging[0]
    public static let standardQualitative = qualitative[0]
    public static let standardBivariate = bivariate[0]

    public static let sequential = [
        Palette(
            "lagune", .sequential, "Lagune : jaune pâle, vert d'eau, bleu", "Lagoon: pale yellow, sea green, blue",
            [(0.955, 0.055, 106), (0.850, 0.085, 145), (0.725, 0.090, 188), (0.610, 0.100, 225), (0.505, 0.125, 256)]),
        Palette(
            "brique", .sequential, "Brique : sable, orangé, rouge brique", "Brick: sand, orange, brick red",
            [(0.955, 0.045, 92), (0.855, 0.095, 75), (0.740, 0.125, 56), (0.620, 0.145, 40), (0.520, 0.145, 28)]),
        Palette(
            "foret", .sequential, "Forêt : vert pâle à vert profond", "Forest: pale to deep green",
            [(0.955, 0.040, 125), (0.740, 0.095, 145), (0.520, 0.100, 155)]),
        Palette(
            "prune", .sequential, "Prune : rose pâle à violet", "Plum: pale pink to violet",
            [(0.950, 0.025, 20), (0.740, 0.095, 350), (0.555, 0.150, 318)]),
        Palette(
            "ardoise", .sequential, "Ardoise : gris, pour l'impression en noir", "Slate: greys, for printing in black",
            [(0.940, 0.004, 250), (0.510, 0.010, 250)]),
    ]

    /// Five anchors: the end below, half-way, neutral, half-way, the end above.
    public static let diverging = [
        Palette(
            "boussole", .diverging, "Boussole : bleu au-dessous, orangé au-dessus", "Compass: blue below, orange above",
            [(0.510, 0.130, 256), (0.780, 0.085, 235), (0.955, 0.008, 90), (0.800, 0.105, 66), (0.525, 0.140, 40)]),
        Palette(
            "bruyere", .diverging, "Bruyère : violet au-dessous, vert au-dessus", "Heather: purple below, green above",
            [(0.525, 0.160, 310), (0.780, 0.100, 318), (0.955, 0.008, 90), (0.800, 0.100, 140), (0.545, 0.110, 150)]),
    ]

    /// The last is grey: what belongs to no other kind.
    public static let qualitative = [
        Palette(
            "mosaique", .qualitative, "Mosaïque : huit couleurs distinctes, la dernière grise", "Mosaic: eight distinct colours, the last one grey",
            [
                (0.662, 0.166, 248), (0.688, 0.161, 44), (0.807, 0.180, 123), (0.546, 0.180, 303), (0.526, 0.070, 195), (0.531, 0.124, 61),
                (0.806, 0.120, 230), (0.700, 0.005, 250),
            ])
    ]

    /// Four anchors: both low, only the first indicator high, only the second, both.
    public static let bivariate = [
        Palette(
            "orchidee", .bivariate, "Orchidée : mauve pour le premier indicateur, vert pour le second, ardoise pour les deux",
            "Orchid: mauve for the first indicator, green for the second, slate for both",
            [(0.940, 0.010, 90), (0.740, 0.170, 322), (0.710, 0.160, 143), (0.510, 0.020, 255)])
    ]
}
