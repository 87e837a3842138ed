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
        }

        public let role: Role
        /// The territory; of an `unlocated` row, the one whose remainder it is.
        public let territory: Territory
        /// Its place among the territories of its level, in code order.
        public let index: Int
        /// One per column of the table.
        public let cells: [IndicatorCell]
    }

    public let query: CoverageQuery
    public let columns: [Indicator]
    /// Selected territories in code order, then the remainders, then the reference rows from the smallest to the region.
    public let rows: [Row]
    public let metadata: CoverageMetadata

    public var selected: [Row] { rows.filter { $0.role == .selected } }
}

/// What is printed with any figure: vintages, filters, share placed, sources.
public struct CoverageMetadata: Sendable, Hashable {
    public let vintage: Vintage
    public let dataDate: CalendarDate?
    /// The actors counted are the fictional sample.
    public let isSample: Bool
    public let listName: String
    /// Of the selection: its communes and, of whole departments, the actors known to be there without their commune. Nil for the whole region.
    public let selection: Located?
    public let actorsCounted: Int
    public let actorsPlaced: Int
    public let actorsOutside: Int
    /// 0…1, nil when no actor is counted.
    public let sharePlaced: Double?
    /// Of the projects, where they are counted.
    public let projects: Projects?

    /// How many projects are counted, whence, and how many of them are placed in a commune.
    public struct Projects: Sendable, Hashable {
        public let listName: String
        public let counted: Int
        public let placed: Int
        public let outside: Int
    }

    /// How many actors are counted, and how many of them are placed in a commune.
    public struct Located: Sendable, Hashable {
        public let counted: Int
        public let placed: Int
    }

    /// In words, in the order of the vocabulary: `type : association`.
    public var filters: [LocalizedText]
}
