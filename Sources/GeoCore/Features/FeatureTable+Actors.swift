extension FeatureSchema {
    /// The public properties of an actor. Private fields have no place here, and so cannot leave.
    public static func actor(_ codelists: Codelists) -> FeatureSchema {
        FeatureSchema([
            FeatureProperty("id", .text, LocalizedText("Identifiant", "Identifier")),
            FeatureProperty("nom", .text, LocalizedText("Nom", "Name")),
            FeatureProperty("type", .text, LocalizedText("Type d'acteur", "Kind of actor"), values: ActorKind.allCases.map(\.rawValue)),
            FeatureProperty("themes", .textList, LocalizedText("Thèmes", "Themes"), values: codelists.themes.entries.map(\.code)),
            FeatureProperty("odd", .textList, LocalizedText("Objectifs de développement durable", "Sustainable Development Goals")),
            FeatureProperty("pays", .textList, LocalizedText("Pays partenaires", "Partner countries")),
            FeatureProperty("siren", .text, LocalizedText("SIREN", "SIREN")),
            FeatureProperty("site", .text, LocalizedText("Siège ou antenne", "Head office or branch"), values: ["siege", "antenne"]),
            FeatureProperty("debut", .date, LocalizedText("Début d'activité", "Active from")),
            FeatureProperty("fin", .date, LocalizedText("Fin d'activité", "Active until")),
            FeatureProperty("code_commune", .text, LocalizedText("Code INSEE de la commune", "INSEE code of the commune")),
            FeatureProperty("nom_commune", .text, LocalizedText("Commune", "Commune")),
            FeatureProperty("code_departement", .text, LocalizedText("Département", "Department")),
            FeatureProperty("code_epci", .text, LocalizedText("SIREN de l'EPCI", "SIREN of the EPCI")),
            FeatureProperty("adresse", .text, LocalizedText("Adresse, si elle est publique", "Address, where it is public")),
            FeatureProperty(
                "position", .text,
                LocalizedText("Ce que le point représente : l'adresse ou la commune", "What the point stands for: the address or the commune"),
                values: ["point", "commune"]),
            FeatureProperty("donnees_fictives", .boolean, LocalizedText("Données fictives", "Fictional data")),
        ])
    }
}

extension FeatureTable {
    /// The public directory: the actors that are published, in the order of the list.
    ///
    /// A privacy rule, held in this one place: an actor that is not published is no feature. The position of one that is, is the reference point
    /// of its commune, unless its own address is public; then it is the position found for it. Contact details are read nowhere.
    public static func actors(_ snapshot: TerritorySnapshot) -> FeatureTable {
        let published = snapshot.list.actors.filter(\.actor.isPublished)
        let reference = snapshot.reference
        return FeatureTable(
            schema: .actor(snapshot.codelists), ids: published.map(\.actor.id),
            rows: published.map { publicProperties($0, reference) + [("donnees_fictives", .boolean(snapshot.list.isSample))] },
            geometry: GeometryColumn(.points(published.map { publicPosition($0, reference)?.position })),
            notes: [
                ("liste", .text(snapshot.list.name)), ("date_des_donnees", snapshot.list.dataDate.map { .text($0.description) } ?? .null),
                ("donnees_fictives", .boolean(snapshot.list.isSample)),
            ], period: ("debut", "fin"))
    }

    /// The rows of `actors` that a filter accepts and that lie in the selection, ascending.
    ///
    /// A department that is selected whole has also the actors known to be there without their commune.
    public static func actorRows(_ filter: ActorFilter, _ selection: TerritorySelection, in snapshot: TerritorySnapshot) -> [Int] {
        let published = snapshot.list.actors.filter(\.actor.isPublished)
        let accepted = published.indices.filter { filter.accepts(published[$0].actor, dataDate: snapshot.list.dataDate) }
        return selection.isWholeRegion ? accepted : rows(accepted, in: selection, snapshot.reference) { published[$0].match }
    }

    /// Those of some rows whose place lies in a selection.
    static func rows(
        _ rows: [Int], in selection: TerritorySelection, _ reference: ReferenceGeography, match: (Int) -> GeocodingMatch
    ) -> [Int] {
        let mask = selection.communeMask(in: reference)
        let departments = Set(selection.epcis.isEmpty && selection.communes.isEmpty ? selection.departments : [])
        return rows.filter { row in
            let match = match(row)
            guard let index = match.communeCode.flatMap({ reference.index(of: $0.rawValue, at: .commune) }) else {
                return match.departmentCode.map { departments.contains($0.rawValue) } ?? false
            }
            return mask[index]
        }
    }

    /// Where the public may see the actor, CRS84.
    private static func publicPosition(
        _ located: LocatedActor, _ reference: ReferenceGeography
    ) -> (position: Position, precision: PositionPrecision)? {
        if located.actor.isAddressPublic, located.match.precision == .point, let position = located.match.position { return (position, .point) }
        let commune = located.match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
        return commune.map { ($0.referencePoint, .commune) }
    }

    private static func publicProperties(_ located: LocatedActor, _ reference: ReferenceGeography) -> [(String, PropertyValue)] {
        let actor = located.actor
        func text(_ value: String?) -> PropertyValue { value.map { .text($0) } ?? .null }
        let commune = located.match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
        return [
            ("id", .text(actor.id)), ("nom", .text(actor.name)), ("type", .text(actor.kind.rawValue)), ("themes", .list(actor.themes)),
            ("odd", .list(actor.sdgs.map { "\($0)" })), ("pays", .list(actor.countries)), ("siren", text(actor.siren?.rawValue)),
            ("site", text(actor.site?.rawValue)), ("debut", text(actor.start?.description)), ("fin", text(actor.end?.description)),
            ("code_commune", text(commune?.code)), ("nom_commune", text(commune?.name)),
            ("code_departement", text(located.match.departmentCode?.rawValue)), ("code_epci", text(commune?.epciCode)),
            ("adresse", actor.isAddressPublic ? text(address(actor.place)) : .null),
            ("position", text(publicPosition(located, reference)?.precision.rawValue)),
        ]
    }

    /// The address on one line; `nil` when the row gives none.
    private static func address(_ place: PlaceQuery) -> String? {
        let town = [place.postcode, place.city].compactMap { $0 }.joined(separator: " ")
        let lines = (place.addressLines + [town]).filter { !$0.isEmpty }
        return lines.isEmpty ? place.freeText : lines.joined(separator: ", ")
    }
}
