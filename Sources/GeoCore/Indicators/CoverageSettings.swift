/// How an actor that has several themes, SDGs or partner countries counts where one of them is asked for.
public enum Counting: String, Sendable, CaseIterable, Hashable {
    /// In full in each: the counts of the values sum to more than the actors.
    case full
    /// For 1/n in each of its n values: the counts sum to the actors that have any. Dimensions multiply.
    case fractional
}

/// What figures depend on beside the actors selected. The same names in a URL and on the command line.
public struct CoverageSettings: Sendable, Hashable {
    /// Kilometres, straight line, within which a commune is close to an actor.
    public var radius: Double
    public var counting: Counting
    /// Counts from 1 to one less are withheld; 0 and 1 withhold nothing.
    public var minimumCount: Int
    /// Number of random permutations of `moran_p` and `lisa`; `nil`: `defaultPermutations`.
    public var permutations: Int?

    public static let radii: ClosedRange<Double> = 0...500
    public static let minimumCounts = 0...1_000_000
    public static let permutationCounts = 99...99_999
    /// The seed of the permutations: always the same, and printed.
    public static let seed: UInt64 = 20_260_101

    public init(radius: Double = 10, counting: Counting = .full, minimumCount: Int = 0, permutations: Int? = nil) {
        self.radius = radius
        self.counting = counting
        self.minimumCount = minimumCount
        self.permutations = permutations
    }

    /// Takes `radius`, `count`, `min-count` and `permutations`.
    public init(_ parameters: inout QueryParameters) throws(QueryError) {
        self.init()
        radius = try parameters.number("radius", in: Self.radii) ?? 10
        counting = try parameters.choice("count") ?? .full
        minimumCount = try parameters.integer("min-count", in: Self.minimumCounts) ?? 0
        permutations = try parameters.integer("permutations", in: Self.permutationCounts)
    }

    /// With fewer permutations than 9,999 no commune could pass the correction for 4,293 tests.
    public static func defaultPermutations(at level: TerritoryLevel) -> Int { level == .commune ? 9_999 : 999 }
}
