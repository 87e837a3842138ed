extension CoverageMetadata {
    /// What is said with the figures, by machine name, in order.
    func properties(_ language: Language) -> [(String, PropertyValue)] {
        [
            ("donnees", .text(dataNotice(language))),
            ("donnees_fictives", .boolean(isSample)),
            ("liste", .text(listName)),
            ("date_des_donnees", dataDate.map { .text($0.description) } ?? .null),
            ("filtres", .list(filters.map { $0(language) })),
            ("acteurs_comptes", .number(Double(actorsCounted))),
            ("acteurs_localises", .number(Double(actorsPlaced))),
            ("part_localisee", sharePlaced.map { .number($0) } ?? .null),
            ("selection_acteurs_comptes", selection.map { .number(Double($0.counted)) } ?? .null),
            ("selection_acteurs_localises", selection.map { .number(Double($0.placed)) } ?? .null),
            ("acteurs_hors_region", .number(Double(actorsOutside))),
        ]
            + projectProperties + [
                ("cog", .text(vintage.codes)),
                ("contours", .text(vintage.polygons)),
                ("annee_population", .number(Double(vintage.populationYear))),
                ("source", .text(vintage.source)),
                ("licence", .text(vintage.licence)),
            ]
    }

    private var projectProperties: [(String, PropertyValue)] {
        guard let projects else { return [] }
        return [
            ("liste_projets", .text(projects.listName)), ("projets_comptes", .number(Double(projects.counted))),
            ("projets_localises", .number(Double(projects.placed))), ("projets_hors_region", .number(Double(projects.outside))),
        ]
    }

    func dataNotice(_ language: Language) -> String {
        if isSample {
            return LocalizedText(
                "échantillon fictif livré avec geo : ces chiffres ne décrivent aucun acteur réel",
                "fictional sample shipped with geo: these figures describe no real actor")(language)
        }
        return LocalizedText("liste \(listName)", "list \(listName)")(language)
    }

    /// The notes under a table or a map, one sentence each, in the order they are printed.
    public func notes(_ language: Language) -> [String] {
        func date(_ iso: String) -> String { language == .french ? CalendarDate(iso)?.french ?? iso : iso }
        var notes: [String] = []
        func count(_ value: Int) -> String { NumberFormat.string(Double(value), decimals: 0, language: language) }
        func share(_ placed: Int, _ counted: Int) -> String {
            NumberFormat.string(100 * Double(placed) / Double(counted), decimals: 1, language: language)
        }
        if let selection, selection.counted > 0 {
            let share = share(selection.placed, selection.counted)
            notes.append(
                LocalizedText(
                    "Acteurs comptés dans la sélection : \(count(selection.counted)), dont \(share) % placés dans une commune.",
                    "Actors counted in the selection: \(count(selection.counted)), \(share)% of them placed in a commune.")(language))
        }
        let outside = count(actorsOutside)
        if actorsCounted > 0 {
            let share = share(actorsPlaced, actorsCounted)
            notes.append(
                LocalizedText(
                    "Acteurs comptés dans la région : \(count(actorsCounted)), dont \(share) % placés dans une commune ; \(outside) hors région, non comptés.",
                    "Actors counted in the region: \(count(actorsCounted)), \(share)% of them placed in a commune; \(outside) outside the region, not counted."
                )(language))
        } else {
            notes.append(
                LocalizedText(
                    "Aucun acteur ne répond aux filtres (\(outside) hors région, non comptés).",
                    "No actor matches the filters (\(outside) outside the region, not counted).")(language))
        }
        if let projects {
            let share = projects.counted > 0 ? share(projects.placed, projects.counted) : "–"
            notes.append(
                LocalizedText(
                    "Projets comptés dans la région : \(count(projects.counted)), dont \(share) % dans une commune, celle de leur porteur ; \(count(projects.outside)) portés hors région, non comptés.",
                    "Projects counted in the region: \(count(projects.counted)), \(share)% of them in a commune, that of their lead actor; \(count(projects.outside)) led from outside the region, not counted."
                )(language))
        }
        notes.append(LocalizedText("Filtres : ", "Filters: ")(language) + filters.map { $0(language) }.joined(separator: " ; ") + ".")
        notes.append(
            LocalizedText("Données : ", "Data: ")(language) + dataNotice(language) + (dataDate.map { " (\(date($0.description)))" } ?? "") + ".")
        notes.append(
            LocalizedText(
                "Codes et noms : COG au \(date(vintage.codes)) ; contours : \(date(vintage.polygons)), réparés ; population municipale : \(vintage.populationYear).",
                "Codes and names: COG of \(vintage.codes); boundaries: \(vintage.polygons), repaired; municipal population: \(vintage.populationYear)."
            )(language))
        notes.append(LocalizedText("Source : ", "Source: ")(language) + vintage.source + (language == .french ? " ; " : "; ") + vintage.licence + ".")
        return notes
    }
}
