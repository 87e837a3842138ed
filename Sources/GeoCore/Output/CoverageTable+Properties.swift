extension CoverageTable {
    /// How much of a cell a format carries.
    enum CellDetail {
        /// The value, and of a ratio why it may be missing.
        case value
        /// Also the numerator and denominator of a ratio.
        case withFraction
    }

    /// The properties of a row: the territory's, then the indicators'. The same names, order and types in every row.
    func properties(of row: Row, detail: CellDetail) -> [(String, PropertyValue)] {
        var result = row.role.properties(of: row.territory, metadata.vintage)
        if row.role.isRemainder { result[1] = ("nom", .text(label(of: row, .french))) }
        if query.level == .zone {
            result.append(("acteurs_estimes", row.estimatedActors.map { .number($0) } ?? .null))
        }
        if isRanked { result.append(("rang", row.rank.map { .number(Double($0)) } ?? .null)) }
        for (column, cell) in zip(columns, row.cells) {
            let name = column.name
            result.append((name, cell.value.number.map { .number($0) } ?? cell.value.category.map { .text($0.rawValue) } ?? .null))
            result.append((name + "_etat", cell.value.state.map { .text($0) } ?? .null))
            if detail == .withFraction && column.hasFraction {
                result.append((name + "_numerateur", cell.numerator.map { .number($0) } ?? .null))
                result.append((name + "_denominateur", cell.denominator.map { .number($0) } ?? .null))
            }
        }
        return result
    }

    /// What is said with the figures, by machine name, in order.
    var statements: [(String, PropertyValue)] {
        metadata.properties(query.language)
            + (remarks.isEmpty ? [] : [("remarques", .list(remarks.map { $0(query.language) }))])
    }

    /// The name of a row for people: a territory's name, or what the remainder is.
    func label(of row: Row, _ language: Language) -> String {
        guard row.role.isRemainder else {
            if row.territory.isPartial {
                return row.territory.name + LocalizedText(" (partie régionale)", " (part in the region)")(language)
            }
            return row.territory.name
        }
        if row.role == .outsideZones {
            return LocalizedText("Hors de toute zone", "Outside all zones")(language)
        }
        switch row.territory.level {
        case .region where query.level == .zone:
            return LocalizedText("Non localisé à la commune", "Commune unknown")(language)
        case .region: return LocalizedText("Non localisé (département inconnu)", "Not located (department unknown)")(language)
        default:
            return LocalizedText("Non localisé à la commune (\(row.territory.name))", "Commune unknown (\(row.territory.name))")(language)
        }
    }
}

extension IndicatorTable.Row.Role {
    /// The properties of a row's territory, and what the row is.
    func properties(of territory: Territory, _ vintage: Vintage) -> [(String, PropertyValue)] {
        var result = territory.properties(vintage)
        result.insert(("ligne", .text(machineName)), at: 3)
        return result
    }

    /// Not a territory, but what is missing from those of the table.
    var isRemainder: Bool { self == .unlocated || self == .outsideZones }

    /// The published column `ligne`.
    var machineName: String {
        switch self {
        case .selected: "selection"
        case .reference: "reference"
        case .unlocated: "non_localise"
        case .outsideZones: "hors_zones"
        }
    }
}
