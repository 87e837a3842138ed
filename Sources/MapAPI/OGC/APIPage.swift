internal import GeoCore

/// `/api` for people: every path with its parameters, from the same table as the definition for programs.
enum APIPage {
    static func page(_ request: DocumentRequest, _ language: Language) throws -> [UInt8] {
        var page = request.page(
            LocalizedText("Documentation de l'API", "API documentation")(language), language, path: request.homePath(language))
        page.paragraph(
            LocalizedText(
                "Toutes les adresses répondent à GET et à HEAD, sans clé. Une erreur dit ce qui ne va pas (application/problem+json).",
                "Every path answers GET and HEAD, without a key. An error says what is wrong (application/problem+json).")(language))
        page.links([(request.address.to("/api", [("f", "openapi")]), "OpenAPI 3.0", "JSON")])
        for route in RouteTable.routes {
            page.body += "<h2><code>\(HTMLPage.escaped(route.path))</code></h2>\n"
            let types = route.mediaTypes.map(\.essence).joined(separator: ", ")
            page.paragraph("\(route.title) (\(types))")
            let parameters = route.parameters(request.snapshot)
            guard !parameters.isEmpty else { continue }
            page.table(
                caption: LocalizedText("Paramètres de \(route.path)", "Parameters of \(route.path)")(language),
                head: [LocalizedText("Nom", "Name")(language), LocalizedText("Signification", "Meaning")(language)],
                rows: parameters.map { ["<code>\(HTMLPage.escaped($0.name))</code>", HTMLPage.escaped($0.description)] })
        }
        return page.bytes
    }
}
