extension CoverageMetadata {
    /// What is said with the figures, by machine name, in order.
    func properties(_ language: Language) -> [(String, PropertyValue)] {
        [
            ("donnees", .text(dataNotice(language))),
            ("donnees_fictives", .boolean(isSample)),
            ("liste", .text(listName)),
            ("date_des_donnees", dataDate.map { .text($0.description) } ?? .null),
            ("filtres", .list(filters.map { $0(language) })),
            ("acteurs_comptes", region.map { .number(Double($0.counted)) } ?? .null),
            ("acteurs_localises", region.map { .number(Double($0.placed)) } ?? .null),
            ("part_localisee", region?.sharePlaced.map { .number($0) } ?? .null),
            ("selection_acteurs_comptes", selection.map { .number(Double($0.counted)) } ?? .null),
            ("selection_acteurs_localises", selection.map { .number(Double($0.placed)) } ?? .null),
            ("acteurs_hors_region", actorsOutside.map { .number(Double($0)) } ?? .null),
            ("comptage", .text(settings.counting.rawValue)),
            ("effectif_minimal", .number(Double(settings.minimumCount))),
            ("rayon_km", radius.map { .number($0) } ?? .null),
            ("regles", .list(rules.map { $0(language) })),
        ]
            + projectProperties + (zones?.properties ?? []) + [
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
            ("liste_projets", .text(projects.listName)), ("projets_comptes", projects.region.map { .number(Double($0.counted)) } ?? .null),
            ("projets_localises", projects.region.map { .number(Double($0.placed)) } ?? .null),
            ("projets_hors_region", projects.outside.map { .number(Double($0)) } ?? .null),
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
        if let selection, selection.counted == 0 {
            notes.append(LocalizedText("Aucun acteur compté dans la sélection.", "No actor counted in the selection.")(language))
        }
        let outside = actorsOutside.map(count) ?? LocalizedText("un effectif retenu", "a withheld number")(language)
        if let region, region.counted > 0 {
            let share = share(region.placed, region.counted)
            notes.append(
                LocalizedText(
                    "Acteurs comptés dans la région : \(count(region.counted)), dont \(share) % placés dans une commune ; \(outside) hors région, non comptés.",
                    "Actors counted in the region: \(count(region.counted)), \(share)% of them placed in a commune; \(outside) outside the region, not counted."
                )(language))
        } else if region == nil {
            notes.append(
                LocalizedText(
                    "Effectifs de la région retenus ; \(outside) hors région, non comptés.",
                    "The region's counts are withheld; \(outside) outside the region, not counted.")(language))
        } else {
            notes.append(
                LocalizedText(
                    "Aucun acteur ne répond aux filtres (\(outside) hors région, non comptés).",
                    "No actor matches the filters (\(outside) outside the region, not counted).")(language))
        }
        if let projects, let region = projects.region {
            let share = region.counted > 0 ? share(region.placed, region.counted) : "–"
            let outside = projects.outside.map(count) ?? LocalizedText("un nombre retenu", "a withheld number")(language)
            notes.append(
                LocalizedText(
                    "Projets comptés dans la région : \(count(region.counted)), dont \(share) % dans une commune, celle de leur porteur ; \(outside) portés hors région, non comptés.",
                    "Projects counted in the region: \(count(region.counted)), \(share)% of them in a commune, that of their lead actor; \(outside) led from outside the region, not counted."
                )(language))
        }
        notes += rules.map { $0(language) }
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
