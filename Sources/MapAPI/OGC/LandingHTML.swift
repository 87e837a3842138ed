internal import GeoCore

/// `/` and `/conformance` for people.
enum LandingHTML {
    static func page(_ request: DocumentRequest, _ language: Language) -> [UInt8] {
        let address = request.address
        var page = request.page(ServiceText.title(request.snapshot, language), language)
        page.paragraph(ServiceText.description(request.snapshot, language))
        page.heading(LocalizedText("Données", "Data")(language))
        page.links(
            PublishedCollection.all.map { collection in
                (address.to(collection.path), collection.title(language), collection.path)
            })
        page.heading(LocalizedText("Tableaux, cartes, exploitation", "Tables, maps, operations")(language))
        page.links(RouteTable.routes.filter { !$0.isDocument }.map { (address.base + $0.path + $0.example, $0.path, $0.title) })
        if let department = request.snapshot.reference.departments.first {
            let example = "/coverage.csv?dept=\(department.code)&level=epci"
            page.body += "<p>" + LocalizedText("Exemple : ", "Example: ")(language)
            page.body += "<a href=\"\(HTMLPage.escaped(address.base + example))\">\(HTMLPage.escaped(example))</a></p>\n"
        }
        page.heading("API")
        page.links([
            (address.to("/api"), LocalizedText("Documentation", "Documentation")(language), ""),
            (address.to("/api", [("f", "openapi")]), "OpenAPI 3.0", "JSON"),
            (address.to("/conformance"), LocalizedText("Classes de conformité", "Conformance classes")(language), ""),
            (address.to("/", [("f", "json")]), "JSON", LocalizedText("cette page", "this page")(language)),
        ])
        return page.bytes
    }

    static func conformance(_ request: DocumentRequest, _ language: Language) -> [UInt8] {
        var page = request.page(
            LocalizedText("Classes de conformité", "Conformance classes")(language), language, path: request.homePath(language))
        page.links(OGC.conformanceClasses.map { ($0, $0, "") })
        return page.bytes
    }
}
