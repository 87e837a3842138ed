extension CoverageTable {
    /// The table as a workbook: the figures with the numerator and denominator of each ratio, what is to be said with them, and what each
    /// column is.
    public func workbook() -> WorkbookDocument {
        WorkbookDocument(
            title: heading(query.language),
            date: metadata.dataDate ?? CalendarDate(metadata.vintage.codes),
            sheets: [figuresSheet(), notesSheet(), columnsSheet()])
    }

    // MARK: - Figures

    private func figuresSheet() -> WorkbookDocument.Sheet {
        let parts = territoryColumns() + columns.indices.flatMap(columns(of:)) + sampleColumns()
        return WorkbookDocument.Sheet(
            name: LocalizedText("Couverture", "Coverage")(query.language), columns: parts.map(\.column),
            rows: rows.map { row in .init(parts.map { $0.cell(row) }, isSetApart: row.role != .selected)
            }, frozenColumns: 2)
    }

    /// A column of the sheet and what it holds of a row.
    private struct Part {
        let column: WorkbookDocument.Column
        let cell: (Row) -> WorkbookDocument.Cell
    }

    private func territoryColumns() -> [Part] {
        let language = query.language
        func part(
            _ heading: LocalizedText, _ width: Double, decimals: Int = 0,
            _ cell: @escaping (Row) -> WorkbookDocument.Cell
        ) -> Part {
            Part(column: .init(heading(language), width: width, decimals: decimals), cell: cell)
        }
        var parts = [
            part(LocalizedText("Code", "Code"), 11) {
                $0.role.isRemainder ? .empty : .text($0.territory.code)
            },
            part(LocalizedText("Territoire", "Territory"), 34) { .text(label(of: $0, language)) },
            part(LocalizedText("Niveau", "Level"), 13) { .text($0.territory.level.label(language)) },
            part(LocalizedText("Ligne", "Row"), 13) { .text($0.role.label(language)) },
            part(LocalizedText("Département", "Department"), 13) { row in
                row.role.isRemainder || row.territory.level == .region
                    ? .empty : .text(row.territory.departmentCodes.map(\.rawValue).joined(separator: ", "))
            },
            part(LocalizedText("Population", "Population"), 12) { row in
                row.role.isRemainder
                    ? .empty
                    : row.territory.population.map { .number(Double($0)) }
                        ?? .state(MissingReason.populationUnknown.label(language))
            },
            part(LocalizedText("Superficie (km²)", "Area (km²)"), 12, decimals: 2) { row in
                row.role.isRemainder ? .empty : .number(row.territory.areaSquareKilometers)
            },
        ]
        if query.level == .zone {
            parts.append(
                part(
                    LocalizedText(
                        "dont acteurs répartis selon la superficie", "of these, actors shared out by area"), 14,
                    decimals: 2
                ) { row in
                    row.estimatedActors.map { .number($0) } ?? .empty
                })
        }
        if isRanked {
            parts.insert(
                part(LocalizedText("Rang", "Rank"), 7) { row in
                    row.rank.map { .number(Double($0)) } ?? .empty
                }, at: 0)
        }
        return parts
    }

    /// The value of a column and, of a ratio, its numerator and denominator.
    private func columns(of place: Int) -> [Part] {
        let column = columns[place]
        let language = query.language
        let heading = workbookHeading(column)
        var parts = [
            Part(column: .init(heading, width: 14, decimals: column.decimals)) { row in
                switch row.cells[place].value {
                case .number(let number): number.isFinite ? .number(number) : .state("–")
                case .category(let category): .text(category.rawValue)
                case .missing, .withheld: .state(row.cells[place].value.stateLabel?(language) ?? "–")
                }
            }
        ]
        guard column.hasFraction else { return parts }
        for (name, number) in [
            (LocalizedText("numérateur", "numerator"), { (cell: IndicatorCell) in cell.numerator }),
            (LocalizedText("dénominateur", "denominator"), { (cell: IndicatorCell) in cell.denominator }),
        ] {
            let values = rows.compactMap { number($0.cells[place]) }
            let decimals = values.allSatisfy { $0 == $0.rounded() } ? 0 : 2
            parts.append(
                Part(column: .init("\(heading) – \(name(language))", width: 14, decimals: decimals)) {
                    row in
                    number(row.cells[place]).map { .number($0) } ?? .empty
                })
        }
        return parts
    }

    /// A row copied out of the file still says that it is invented.
    private func sampleColumns() -> [Part] {
        guard metadata.isSample else { return [] }
        let notice = metadata.dataNotice(query.language)
        return [
            Part(column: .init(LocalizedText("Données", "Data")(query.language), width: 30)) { _ in
                .text(notice)
            }
        ]
    }

    private func workbookHeading(_ column: Column) -> String {
        // A year says nothing without what it is a year of.
        guard column.facts.contains(where: { $0.0 == "annee" }),
            case .text(let name)? = column.facts.first(where: { $0.0 == "indicateur" })?.1,
            let indicator = Indicator(rawValue: name)
        else { return lineLabel(column) }
        return "\(indicator.definition.label(query.language)) – \(column.label(query.language))"
    }

    // MARK: - What is said

    private func notesSheet() -> WorkbookDocument.Sheet {
        let language = query.language
        return WorkbookDocument.Sheet(
            name: LocalizedText("Notes", "Notes")(language),
            columns: [.init(heading(language), width: 110)],
            rows: notes.map { .init([.text($0)]) }, isProse: true)
    }

    private func columnsSheet() -> WorkbookDocument.Sheet {
        let language = query.language
        let headings = [
            (LocalizedText("Colonne", "Column"), 34.0), (LocalizedText("Nom", "Name"), 28),
            (LocalizedText("Unité", "Unit"), 16),
            (LocalizedText("Formule", "Formula"), 40), (LocalizedText("Lecture", "How to read it"), 50),
            (LocalizedText("Précaution", "Caution"), 50),
            (LocalizedText("Référence", "Reference"), 30),
        ]
        return WorkbookDocument.Sheet(
            name: LocalizedText("Colonnes", "Columns")(language),
            columns: headings.map { .init($0.0(language), width: $0.1) },
            rows: columns.map { column in
                let texts = [
                    workbookHeading(column), column.name, column.unit(language), column.formula(language),
                    column.reading(language),
                    column.caution(language), column.reference,
                ]
                return .init(texts.map { $0.isEmpty ? .empty : .text($0) })
            }, frozenColumns: 1, isProse: true)
    }
}

extension IndicatorTable.Row.Role {
    /// In words.
    fileprivate var label: LocalizedText {
        switch self {
        case .selected: LocalizedText("sélection", "selection")
        case .reference: LocalizedText("référence", "reference")
        case .unlocated: LocalizedText("non localisé", "not located")
        case .outsideZones: LocalizedText("hors zones", "outside zones")
        }
    }
}
