/// What a workbook holds, whoever writes it: sheets of typed cells under a row of headings.
public struct WorkbookDocument: Sendable, Hashable {
    public enum Cell: Sendable, Hashable {
        case text(String)
        /// As it is; the column says how many decimals are shown.
        case number(Double)
        /// Why there is no number, in words: a sum passes over it.
        case state(String)
        case empty
    }

    public struct Column: Sendable, Hashable {
        public let heading: String
        /// In characters.
        public let width: Double
        /// Shown of its numbers.
        public let decimals: Int

        public init(_ heading: String, width: Double, decimals: Int = 0) {
            self.heading = heading
            self.width = width
            self.decimals = decimals
        }
    }

    public struct Row: Sendable, Hashable {
        /// One per column.
        public let cells: [Cell]
        /// Set apart from the others: a total or a remainder beside what was asked for.
        public let isSetApart: Bool

        public init(_ cells: [Cell], isSetApart: Bool = false) {
            self.cells = cells
            self.isSetApart = isSetApart
        }
    }

    public struct Sheet: Sendable, Hashable {
        /// 31 characters at most, without `[]:*?/\`.
        public let name: String
        public let columns: [Column]
        public let rows: [Row]
        /// The first columns that stay in place, as the headings do.
        public let frozenColumns: Int
        /// Sentences rather than figures: long texts are broken.
        public let isProse: Bool

        public init(
            name: String, columns: [Column], rows: [Row], frozenColumns: Int = 0, isProse: Bool = false
        ) {
            self.name = name
            self.columns = columns
            self.rows = rows
            self.frozenColumns = frozenColumns
            self.isProse = isProse
        }
    }

    public let title: String
    /// What the file says it was made on: the date of its data, so that the same table is the same file; without one, 1 January 1980.
    public let date: CalendarDate?
    public let sheets: [Sheet]

    public init(title: String, date: CalendarDate?, sheets: [Sheet]) {
        self.title = title
        self.date = date
        self.sheets = sheets
    }
}
