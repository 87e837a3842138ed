public import GeoCore

extension ActorExport {
    /// One row an actor; where the point found is no column of the list itself, it stands behind the others.
    public func csv(_ dialect: CSVDialect) -> [UInt8] {
        var writer = CSVWriter(dialect: dialect)
        let prefix = columns.contains { $0.name == "longitude" } ? "geo_" : ""
        let names = prefix.isEmpty ? ["longitude", "latitude"] : ["geo_lon", "geo_lat"]
        writer.append(header: columns.map(\.name) + names)
        for (row, position) in zip(rows, positions) {
            writer.append(row + [position?.x, position?.y].map { $0.map { .number(($0 * 1e6).rounded() / 1e6) } ?? .null })
        }
        return writer.bytes
    }

    /// A collection of features by RFC 7946, with six decimals.
    public func geoJSON() -> [UInt8] {
        var sink = ByteSink()
        sink.append(#"{"type":"FeatureCollection","metadonnees":{"#)
        sink.appendJSONMembers(notes)
        sink.append(#"},"features":["#)
        for number in rows.indices {
            sink.append(number > 0 ? ",\n" : "\n")
            sink.append(#"{"type":"Feature","id":"#)
            sink.appendJSON(ids[number])
            sink.append(#","properties":{"#)
            sink.appendJSONMembers(zip(columns, rows[number]).map { ($0.name, $1) })
            sink.append(#"},"geometry":"#)
            sink.appendPoint(positions[number])
            sink.append("}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }
}
