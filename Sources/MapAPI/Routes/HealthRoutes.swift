internal import GeoCore

/// `/health/*`: for whoever runs the service.
enum HealthRoutes {
    static let routes = [
        Route(
            path: "/health/live", mediaTypes: [.json], title: "Le service répond", relation: "status",
            answer: .immediate { parameters, _ in
                try parameters.finish()
                return Array("{\"status\":\"ok\"}\n".utf8)
            }),
        Route(
            path: "/health/ready", mediaTypes: [.json], title: "Données servies : millésimes, empreinte, nombre d'acteurs", relation: "status",
            answer: .immediate { parameters, snapshot in
                try parameters.finish()
                return ready(snapshot)
            }),
    ]

    static let metrics = Route(
        path: "/metrics", mediaTypes: [MetricsDocument.mediaType], title: "Mesures du serveur (Prometheus)", relation: "status",
        answer: .operational)

    private static func ready(_ snapshot: TerritorySnapshot) -> [UInt8] {
        let vintage = snapshot.reference.vintage
        var sink = ByteSink()
        sink.append(#"{"status":"ok","vintage":{"#)
        sink.appendJSONMembers([
            ("codes", .text(vintage.codes)), ("polygons", .text(vintage.polygons)), ("population", .number(Double(vintage.populationYear))),
        ])
        sink.append("},")
        sink.appendJSONMembers([
            ("content_hash", .text(vintage.contentHash)), ("actors", .number(Double(snapshot.list.actors.count))),
            ("data_date", snapshot.list.dataDate.map { .text($0.description) } ?? .null), ("sample", .boolean(snapshot.list.isSample)),
        ])
        sink.append("}\n")
        return sink.bytes
    }
}
