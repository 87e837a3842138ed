/// An answer as it is published: territories in rows, figures in columns, and all that must be said with them. What every format writes.
///
/// An `IndicatorTable` becomes one; so do cross tables, comparisons, rankings and series of years.
public struct CoverageTable: Sendable {
    /// What a column of figures is.
    public struct Column: Sendable {
        /// The machine name: `acteurs`, `acteurs_theme_ECSI`, `acteurs_2024`.
        public let name: String
        public let label: LocalizedText
        /// For a column heading.
        public let shortLabel: LocalizedText
        public let unit: LocalizedText
        public let nature: IndicatorNature
        /// Digits after the decimal sign when printed for people.
        public var decimals: Int
        public let formula: LocalizedText
        /// Where the method comes from; may be empty.
        public let reference: String
        public let caution: LocalizedText
        /// How a value is read, by an example.
        public let reading: LocalizedText
        /// A numerator and a denominator travel with it.
        public let hasFraction: Bool
        /// What sets the column apart from others of the same indicator, by machine name: the category, the year and its date.
        public var facts: [(String, PropertyValue)] = []
        /// Columns of one block stand in a text table of their own, under its heading.
        public var block: LocalizedText?
    }

    public struct Row: Sendable {
        public let role: IndicatorTable.Row.Role
        public let territory: Territory
        /// Its place among the territories of its level, in code order.
        public let index: Int
        /// Of a zone, how many of its actors are those of communes that it cuts, shared out by area.
        public var estimatedActors: Double?
        /// One per column.
        public var cells: [IndicatorCell]
        /// Of a ranking: 1 is the highest value, equal values have equal ranks. `nil`: no value to be ranked by, or no territory of the selection.
        public var rank: Int?
    }

    /// How a table for people is turned.
    public enum Layout: Sendable {
        /// Territories side by side where they are four lines at most, else in lines.
        case byNumber
        /// Territories side by side.
        case territoriesAcross
        /// Whichever is narrower.
        case narrower
    }

    public let query: CoverageQuery
    /// What the table is about: « Couverture : Gironde, à côté de la région ».
    public var heading: LocalizedText
    public var columns: [Column]
    /// The territories asked for, then the remainders, then the reference rows from the smallest to the region.
    public var rows: [Row]
    public var metadata: CoverageMetadata
    /// What this kind of table says besides, before the notes that every table has.
    public var remarks: [LocalizedText] = []
    public var layout = Layout.byNumber
    public var isRanked = false

    public var selected: [Row] { rows.filter { $0.role == .selected } }

    public init(_ table: IndicatorTable) {
        query = table.query
        heading = LocalizedText(table.heading(.french), table.heading(.english))
        columns = table.columns.map { Column($0) }
        for place in columns.indices { columns[place].decimals = table.decimals(ofColumn: place) }
        // More columns than fit a screen are read by family.
        if columns.count > 10 && table.rows.count > 4 {
            for place in columns.indices { columns[place].block = table.columns[place].definition.family.label }
        }
        rows = table.rows.map {
            Row(
                role: $0.role, territory: $0.territory, index: $0.index,
                estimatedActors: $0.estimatedActors, cells: $0.cells)
        }
        metadata = table.metadata
    }
}

extension CoverageTable.Column {
    /// The column of an indicator, or of a part of it under another name.
    public init(_ indicator: Indicator, name: String? = nil, label: LocalizedText? = nil, shortLabel: LocalizedText? = nil) {
        let definition = indicator.definition
        self.init(
            name: name ?? indicator.machineName, label: label ?? definition.label, shortLabel: shortLabel ?? label ?? definition.shortLabel,
            unit: definition.unit, nature: definition.nature, decimals: definition.decimals, formula: definition.formula,
            reference: definition.reference, caution: definition.caution, reading: definition.reading, hasFraction: indicator.hasFraction)
    }
}

extension IndicatorTable {
    /// What the table is about: « Couverture : Gironde, à côté de la région ».
    public func heading(_ language: Language) -> String {
        let title = LocalizedText("Couverture du territoire par les acteurs de la coopération", "Territorial coverage by cooperation actors")
        return title(language) + " – " + Self.subject(selected.map(\.territory), level: query.level)(language)
    }

    /// The territories of a table: their names where they are few, else their level and number.
    static func subject(_ territories: [Territory], level: TerritoryLevel) -> LocalizedText {
        if territories.count <= 3 && !territories.isEmpty {
            let names = territories.map(\.name).joined(separator: ", ")
            return LocalizedText(names, names)
        }
        let name: LocalizedText =
            switch level {
            case .region: LocalizedText("région", "region")
            case .department: LocalizedText("par département", "by department")
            case .epci: LocalizedText("par EPCI", "by EPCI")
            case .canton: LocalizedText("par canton", "by canton")
            case .commune: LocalizedText("par commune", "by commune")
            case .zone: LocalizedText("par zone", "by zone")
            }
        return LocalizedText("\(name.french) (\(territories.count))", "\(name.english) (\(territories.count))")
    }

    /// Writes the table as it is, without turning it into another view.
    ///
    /// - Throws: `GeometryError` when the boundaries that GeoJSON needs were not loaded.
    public func encoded(_ format: CoverageFormat, reference: ReferenceGeography, dialect: CSVDialect = .standard) throws(GeometryError) -> [UInt8] {
        try CoverageTable(self).encoded(format, reference: reference, dialect: dialect)
    }
}
