/// The answer to a coverage query: territories in rows, indicators in columns, and all that must be said with the figures.
public struct IndicatorTable: Sendable {
    public struct Row: Sendable {
        public enum Role: Sendable, Hashable {
            /// A territory that was asked for.
            case selected
            /// The department or region that the selection is read beside.
            case reference
            /// Actors whose commune (or department) is not known: the remainder that makes sums hold.
            case unlocated
            /// Located actors outside all zones of one's own: another remainder.
            case outsideZones
        }

        public let role: Role
        /// All territories of its level, shared by the rows.
        private let territories: [Territory]
        /// Its place among the territories of its level, in code order.
        public let index: Int
        /// Of a zone, how many of its actors are those of communes that it cuts, shared out by area.
        public internal(set) var estimatedActors: Double?
        /// One per column of the table.
        public internal(set) var cells: [IndicatorCell]

        /// The territory; of a remainder, the one whose remainder it is.
        public var territory: Territory { territories[index] }

        init(role: Role, territories: [Territory], index: Int, cells: [IndicatorCell]) {
            self.role = role
            self.territories = territories
            self.index = index
            self.cells = cells
        }
    }

    public let query: CoverageQuery
    public let columns: [Indicator]
    /// Selected territories in code order, then the remainders, then the reference rows from the smallest to the region.
    public let rows: [Row]
    public let metadata: CoverageMetadata

    public var selected: [Row] { rows.filter { $0.role == .selected } }

    /// Digits after the decimal sign of a column for people. Counts are whole but where actors are shared out: by area among zones of one's own, or in
    /// fractions among themes, SDGs or countries.
    package func decimals(ofColumn place: Int) -> Int {
        guard [.actors, .projects].contains(columns[place]),
            rows.contains(where: { $0.cells[place].value.number.map { $0 != $0.rounded() } ?? false })
        else { return columns[place].definition.decimals }
        return query.settings.counting == .fractional ? 2 : 1
    }
}
