internal import GeoCore

/// `/collections` and what describes each collection, for people.
enum CollectionHTML {
    static func list(_ request: DocumentRequest, _ language: Language) throws -> [UInt8] {
        var page = request.page("Collections", language, path: request.homePath(language))
        page.table(
            caption: "Collections",
            head: [
                "Collection", LocalizedText("Entités", "Features")(language), LocalizedText("Formats", "Formats")(language),
            ],
            rows: try PublishedCollection.all.map { collection in
                let count = try request.served.features.table(collection.outline).table.count
                let formats = ItemsRoutes.mediaTypes.map { type in
                    anchor(request.address.to(collection.path + "/items", [("f", type.formatName ?? "")]), type.formatName ?? "")
                }
                return [
                    anchor(request.address.to(collection.path), collection.title(language)),
                    anchor(
                        request.address.to(collection.path + "/items"), NumberFormat.string(Double(count), decimals: 0, language: language)),
                    formats.joined(separator: " "),
                ]
            })
        return page.bytes
    }

    static func page(_ collection: PublishedCollection, _ request: DocumentRequest, _ language: Language) throws -> [UInt8] {
        let address = request.address
        var page = request.page(collection.title(language), language, path: request.homePath(language, withCollections: true))
        page.paragraph(collection.description(request.snapshot, language))
        let table = try request.served.features.table(collection.outline)
        page.body += MiniMap.svg(table.geometries.column.inCRS84, indices: table.table.geometryIndex, title: collection.title(language))
        page.heading(LocalizedText("Parcourir et télécharger", "Browse and download")(language))
        page.links(
            ItemsRoutes.mediaTypes.map { type in
                (address.to(collection.path + "/items", [("f", type.formatName ?? "")]), type.formatTitle, collection.path + "/items")
            } + [
                (address.base + collection.tileJSONPath, LocalizedText("Tuiles vectorielles", "Vector tiles")(language), "TileJSON 3.0"),
                (
                    address.to(collection.path + "/queryables"), LocalizedText("Propriétés et filtres", "Properties and filters")(language),
                    ""
                ),
            ])
        return page.bytes
    }

    static func properties(
        _ collection: PublishedCollection, _ request: DocumentRequest, _ language: Language, isQueryables: Bool
    ) throws -> [UInt8] {
        let name = isQueryables ? LocalizedText("propriétés filtrables", "queryable properties") : LocalizedText("schéma", "schema")
        let title = collection.title(language)
        var page = request.page(
            title + LocalizedText(" : ", ": ")(language) + name(language), language,
            path: request.homePath(language, withCollections: true) + [(title, request.address.to(collection.path))],
            crumb: isQueryables ? LocalizedText("Propriétés filtrables", "Queryables")(language) : LocalizedText("Schéma", "Schema")(language))
        page.paragraph(
            LocalizedText(
                "Chaque propriété d'une seule valeur est aussi un paramètre de l'adresse, et toutes se filtrent par filter (CQL2).",
                "Each property of one value is a parameter of the URL too, and all can be filtered with filter (CQL2).")(language))
        page.table(
            caption: collection.title(language),
            head: [
                LocalizedText("Nom", "Name")(language), LocalizedText("Type", "Type")(language),
                LocalizedText("Signification", "Meaning")(language), LocalizedText("Valeurs", "Values")(language),
            ],
            rows: try ItemsRequest.schema(collection, request.snapshot).properties.map { property in
                [
                    "<code>\(HTMLPage.escaped(property.name))</code>", property.type.label(language), HTMLPage.escaped(property.title(language)),
                    HTMLPage.escaped(property.values.joined(separator: ", ")),
                ]
            })
        return page.bytes
    }

    static func anchor(_ href: String, _ text: String) -> String { "<a href=\"\(HTMLPage.escaped(href))\">\(HTMLPage.escaped(text))</a>" }
}

extension FeaturePropertyType {
    fileprivate func label(_ language: Language) -> String {
        switch self {
        case .text: LocalizedText("texte", "text")(language)
        case .integer: LocalizedText("entier", "integer")(language)
        case .number: LocalizedText("nombre", "number")(language)
        case .boolean: LocalizedText("vrai ou faux", "true or false")(language)
        case .date: "date"
        case .textList: LocalizedText("plusieurs textes", "several texts")(language)
        }
    }
}
