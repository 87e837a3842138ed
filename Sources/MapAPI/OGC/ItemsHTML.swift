internal import GeoCore

/// A page of features, and one feature, for people.
enum ItemsHTML {
    static func page(_ page: FeaturePage) -> [UInt8] {
        let request = page.request
        let language = request.language
        let address = page.document.address
        let title = request.collection.title(language)
        var html = page.document.page(
            title + pageNumber(page), language,
            path: page.document.homePath(language, withCollections: true) + [(title, address.to(request.collection.path))],
            crumb: LocalizedText("Entités", "Features")(language))
        html.paragraph(counts(page))
        html.paragraph(request.collection.description(page.document.snapshot, language))
        html.body += MiniMap.svg(
            request.table.geometries.column.inCRS84, indices: page.rows.map { page.table.geometryIndex[$0] }, title: title)
        html.body += links(page.links, language)
        let columns = request.columns
        html.table(
            caption: title, head: columns.map { page.table.schema.properties[$0].title(language) },
            rows: page.rows.map { row in
                columns.enumerated().map { place, column in
                    let text = cell(page.table.columns[column][row], language)
                    guard place == 0 else { return HTMLPage.escaped(text) }
                    return CollectionHTML.anchor(featureAddress(page.table.ids[row], page), text.isEmpty ? "…" : text)
                }
            })
        html.body += links(page.links.filter { $0.relation == "next" || $0.relation == "prev" }, language)
        return html.bytes
    }

    static func feature(_ page: FeaturePage, _ row: Int, _ links: [Link]) -> [UInt8] {
        let request = page.request
        let language = request.language
        let table = page.table
        let name = table.schema.index(of: "nom").map { cell(table.columns[$0][row], language) } ?? table.ids[row]
        let address = page.document.address
        var html = page.document.page(
            name, language,
            path: page.document.homePath(language, withCollections: true) + [
                (request.collection.title(language), address.to(request.collection.path)),
                (LocalizedText("Entités", "Features")(language), address.to(request.collection.path + "/items")),
            ])
        html.body += MiniMap.svg(request.table.geometries.column.inCRS84, indices: [table.geometryIndex[row]], title: name)
        html.body += self.links(links, language)
        html.table(
            caption: name, head: [LocalizedText("Propriété", "Property")(language), LocalizedText("Valeur", "Value")(language)],
            rows: request.columns.map { column in
                [HTMLPage.escaped(table.schema.properties[column].title(language)), HTMLPage.escaped(cell(table.columns[column][row], language))]
            }, isNamed: true)
        html.paragraph(request.collection.description(page.document.snapshot, language))
        return html.bytes
    }

    /// Where one feature is. A path of dots alone is a way up for browsers, however it is written: such a feature is asked for by its property.
    private static func featureAddress(_ id: String, _ page: FeaturePage) -> String {
        let items = page.request.collection.path + "/items"
        let address = page.document.address
        return id == "." || id == ".." ? address.to(items, [("id", id)]) : address.to(items + "/" + PercentEncoding.segment(id))
    }

    /// Which of several pages it is; nothing where there is one.
    private static func pageNumber(_ page: FeaturePage) -> String {
        let request = page.request
        let language = request.language
        guard request.offset > 0 || page.matched > request.limit else { return LocalizedText(" : entités", ": features")(language) }
        let number = NumberFormat.string(Double(request.offset / request.limit + 1), decimals: 0, language: language)
        return LocalizedText(" : entités, page \(number)", ": features, page \(number)")(language)
    }

    private static func counts(_ page: FeaturePage) -> String {
        let language = page.request.language
        func text(_ count: Int) -> String { NumberFormat.string(Double(count), decimals: 0, language: language) }
        guard !page.rows.isEmpty else {
            return LocalizedText(
                "Aucune entité sur cette page (\(text(page.matched)) en tout).", "No feature on this page (\(text(page.matched)) in all).")(
                    language)
        }
        let first = text(page.request.offset + 1)
        let last = text(page.request.offset + page.rows.count)
        return LocalizedText("Entités \(first) à \(last) sur \(text(page.matched)).", "Features \(first) to \(last) of \(text(page.matched)).")(
            language)
    }

    /// The neighbouring pages and the other formats.
    private static func links(_ links: [Link], _ language: Language) -> String {
        let shown = links.filter { ["prev", "next", "alternate"].contains($0.relation) }
        guard !shown.isEmpty else { return "" }
        let anchors = shown.map { link -> String in
            switch link.relation {
            case "prev": CollectionHTML.anchor(link.href, LocalizedText("← Page précédente", "← Previous page")(language))
            case "next": CollectionHTML.anchor(link.href, LocalizedText("Page suivante →", "Next page →")(language))
            default: CollectionHTML.anchor(link.href, link.type?.formatTitle ?? link.title)
            }
        }
        return "<p>" + anchors.joined(separator: " · ") + "</p>\n"
    }

    private static func cell(_ value: PropertyValue, _ language: Language) -> String {
        switch value {
        case .text(let text): text
        case .number(let number):
            NumberFormat.string(number, decimals: number == number.rounded() ? 0 : 2, language: language)
        case .boolean(let flag): flag ? LocalizedText("oui", "yes")(language) : LocalizedText("non", "no")(language)
        case .list(let items): items.joined(separator: ", ")
        case .null: ""
        }
    }
}
