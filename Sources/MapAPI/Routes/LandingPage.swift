internal import GeoCore

/// `/`: what the service offers, as a page for people and as links for programs.
enum LandingPage {
    static let route = Route(
        path: "/", mediaTypes: [.json, .html], title: "Cette page", relation: "self",
        answer: .rendered { parameters, snapshot, mediaType in
            try parameters.finish()
            return mediaType == .html ? page(snapshot) : links(snapshot)
        })

    private static func title(_ snapshot: TerritorySnapshot) -> String {
        let region = snapshot.reference.region.map { " — \($0.name)" } ?? ""
        return "geo : acteurs de la coopération internationale\(region)"
    }

    private static func description(_ snapshot: TerritorySnapshot) -> String {
        let vintage = snapshot.reference.vintage
        let data = snapshot.list.isSample ? "Échantillon fictif : ces chiffres ne décrivent aucun acteur réel." : "Données : \(snapshot.list.name)."
        return data + " Découpage : codes au \(vintage.codes), contours au \(vintage.polygons), population \(vintage.populationYear)."
            + " Source : \(vintage.source) (\(vintage.licence))."
    }

    private static func links(_ snapshot: TerritorySnapshot) -> [UInt8] {
        var sink = ByteSink()
        sink.append("{")
        sink.appendJSONMembers([("title", .text(title(snapshot))), ("description", .text(description(snapshot)))])
        sink.append(#","links":["#)
        var links = RouteTable.routes.map {
            (href: relative($0.path) + $0.example, relation: $0.relation, type: $0.mediaTypes.first ?? .json, title: $0.title)
        }
        links.insert(("./", "alternate", .html, "Cette page, pour être lue"), at: 1)
        for (place, link) in links.enumerated() {
            sink.append(place > 0 ? ",\n{" : "\n{")
            sink.appendJSONMembers([
                ("href", .text(link.href)), ("rel", .text(link.relation)), ("type", .text(link.type.essence)), ("title", .text(link.title)),
            ])
            sink.append("}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }

    private static func page(_ snapshot: TerritorySnapshot) -> [UInt8] {
        var html = """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title(snapshot)))</title>
            </head>
            <body>
            <main>
            <h1>\(escaped(title(snapshot)))</h1>
            <p>\(escaped(description(snapshot)))</p>
            <h2>Adresses</h2>
            <ul>

            """
        for route in RouteTable.routes where route.path != "/" {
            html += "<li><a href=\"\(escaped(relative(route.path) + route.example))\">\(escaped(route.path))</a> : \(escaped(route.title))</li>\n"
        }
        html += "</ul>\n"
        if let department = snapshot.reference.departments.first {
            let example = "coverage.csv?dept=\(department.code)&level=epci"
            html += """
                <h2>Exemple</h2>
                <p><a href="\(escaped(example))">/\(escaped(example))</a> : les EPCI du département \(escaped(department.name)), en CSV.</p>

                """
        }
        html += "</main>\n</body>\n</html>\n"
        return Array(html.utf8)
    }

    /// Relative, so that it holds behind a proxy that serves under a prefix.
    private static func relative(_ path: String) -> String { "./" + path.dropFirst() }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
