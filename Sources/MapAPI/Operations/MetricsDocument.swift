internal import GeoCore
internal import HTTPTypes

/// `/metrics`: the figures of the server in Prometheus' text format 0.0.4.
struct MetricsDocument {
    var figures: ServerMetrics.Figures
    /// Since the start.
    var uptime: Duration
    var snapshotAge: Duration
    var actors: Int
    var rendersRunning: Int
    var rendersWaiting: Int
    /// By cache: `answers`, `words`.
    var cacheBytes: [(name: String, bytes: Int)]
    /// Resident bytes of the process.
    var memory: Int?

    static let mediaType = MediaType("text/plain; version=0.0.4; charset=utf-8")

    /// Whoever asks is on this machine and speaks for itself: a proxy that forwards for somebody else says so in one of these fields.
    static func isLocal(_ request: HTTPFields, peer: String?) -> Bool {
        guard let peer, loopback.contains(where: { $0.contains(peer) }) else { return false }
        return forwardingFields.allSatisfy { request[$0] == nil }
    }

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }
    private static let forwardingFields = [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP", "Via",
    ].compactMap { HTTPField.Name($0) }

    var text: [UInt8] {
        var sink = ByteSink()
        let routes = figures.routes.sorted { $0.key < $1.key }
        head("geo_http_requests_total", "counter", "Requests answered, by route and status.", &sink)
        for (route, counts) in routes {
            for (status, count) in counts.statuses.sorted(by: { $0.key < $1.key }) {
                line("geo_http_requests_total{route=\"\(Self.label(route))\",status=\"\(status)\"}", Double(count), &sink)
            }
        }
        head("geo_http_response_bytes_total", "counter", "Bytes of bodies of answers, by route.", &sink)
        for (route, counts) in routes { line("geo_http_response_bytes_total{route=\"\(Self.label(route))\"}", Double(counts.bytes), &sink) }
        let duration = "geo_http_request_duration_seconds"
        head(duration, "histogram", "Time from the request to its answer, not counting its transfer.", &sink)
        for (route, counts) in routes {
            var sum = 0
            for (limit, count) in zip(ServerMetrics.durationLimits.map { "\($0)" } + ["+Inf"], counts.durations) {
                sum += count
                line("\(duration)_bucket{route=\"\(Self.label(route))\",le=\"\(limit)\"}", Double(sum), &sink)
            }
            line("\(duration)_sum{route=\"\(Self.label(route))\"}", counts.seconds, &sink)
            line("\(duration)_count{route=\"\(Self.label(route))\"}", Double(sum), &sink)
        }
        head("geo_answers_total", "counter", "Answers that are kept: repeated byte for byte, found in the cache, made.", &sink)
        let answers = [("repeated", figures.repeated), ("cached", max(0, figures.asked - figures.made)), ("made", figures.made)]
        for (from, count) in answers { line("geo_answers_total{from=\"\(from)\"}", Double(count), &sink) }
        head("geo_cache_bytes", "gauge", "Bytes of answers kept.", &sink)
        for cache in cacheBytes { line("geo_cache_bytes{cache=\"\(cache.name)\"}", Double(cache.bytes), &sink) }
        head("geo_renders", "gauge", "Answers being made, and waiting to be.", &sink)
        line("geo_renders{state=\"running\"}", Double(rendersRunning), &sink)
        line("geo_renders{state=\"waiting\"}", Double(rendersWaiting), &sink)
        head("geo_reloads_total", "counter", "Readings of changed data, by outcome.", &sink)
        line("geo_reloads_total{outcome=\"done\"}", Double(figures.reloads), &sink)
        line("geo_reloads_total{outcome=\"failed\"}", Double(figures.failedReloads), &sink)
        single("geo_snapshot_stale", "gauge", "1 when the last reading of changed data failed.", figures.isStale ? 1 : 0, &sink)
        single("geo_snapshot_age_seconds", "gauge", "Time since the data served were read.", snapshotAge / .seconds(1), &sink)
        single("geo_snapshot_actors", "gauge", "Actors in the data served.", Double(actors), &sink)
        single("geo_uptime_seconds", "gauge", "Time since the start.", uptime / .seconds(1), &sink)
        if let memory { single("process_resident_memory_bytes", "gauge", "Memory of the process.", Double(memory), &sink) }
        return sink.bytes
    }

    private func head(_ name: String, _ type: String, _ help: String, _ sink: inout ByteSink) {
        sink.append("# HELP \(name) \(help)\n# TYPE \(name) \(type)\n")
    }

    private func line(_ series: String, _ value: Double, _ sink: inout ByteSink) {
        sink.append(series + " ")
        sink.appendJSON(value)
        sink.append("\n")
    }

    private func single(_ name: String, _ type: String, _ help: String, _ value: Double, _ sink: inout ByteSink) {
        head(name, type, help, &sink)
        line(name, value, &sink)
    }

    /// Routes are the program's own; what matched none has one name.
    private static func label(_ route: String) -> String { route.isEmpty ? "none" : route }
}
