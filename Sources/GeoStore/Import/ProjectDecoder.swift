internal import GeoCore

/// Turns a record into a project, telling what it could not read. A word that is not understood never stops the row.
struct ProjectDecoder {
    let columns: ProjectColumns
    /// What a row of a project shares with one of an actor (themes, SDGs, countries, dates, place) is read by the same code.
    private let shared: ActorDecoder

    init(columns: ProjectColumns, codelists: Codelists) {
        self.columns = columns
        shared = ActorDecoder(columns: columns.common, codelists: codelists)
    }

    /// The project of a row; its identifier is empty when the row gives none.
    func project(_ record: DelimitedRecord, warnings: inout [String]) -> CooperationProject {
        func text(_ column: ProjectColumn) -> String? { record.trimmed(at: columns[column]) }
        let row = shared.actor(record, warnings: &warnings)
        let lead = ProjectLead(reference: text(.lead), siren: shared.siren(text(.leadSIREN), &warnings), name: text(.leadName))
        var budget: Double?
        if let value = text(.budget) {
            budget = Self.euros(value)
            if budget == nil { warnings.append("budget: \(quoted(value)) is not an amount in euros; it is left empty") }
        }
        if let start = row.start, let end = row.end, end < start {
            warnings.append("fin: the project ends on \(end), before it starts on \(start)")
        }
        return CooperationProject(
            id: row.id, title: text(.title) ?? "", lead: lead, themes: row.themes, sdgs: row.sdgs, countries: row.countries, start: row.start,
            end: row.end, budgetEuros: budget, place: row.place, isPublished: row.isPublished)
    }

    /// `12 000`, `12 000,50 €`, `12000.50 EUR`, `45 k€`; `nil` for anything else and for amounts below zero.
    static func euros(_ text: String) -> Double? {
        var digits = ""
        var unit = ""
        for character in text where !character.isWhitespace {
            if character.isASCII && (character.isNumber || character == "," || character == ".") && unit.isEmpty {
                digits.append(character == "," ? "." : character)
            } else {
                unit.append(character)
            }
        }
        let factors = ["": 1.0, "€": 1, "eur": 1, "euro": 1, "euros": 1, "k€": 1000, "ke": 1000, "m€": 1_000_000]
        guard let factor = factors[unit.lowercased()], let amount = Double(digits), amount.isFinite else { return nil }
        return amount * factor
    }
}
