internal import GeoCore

extension JoinWorker {
    /// What stands before the points.
    var opening: [UInt8] {
        switch format {
        case .csv: table(columns.names)
        case .geojson: Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
        case .ndjson: []
        }
    }

    var closing: [UInt8] { format == .geojson ? Array("\n]}\n".utf8) : [] }

    private func table(_ names: [String]) -> [UInt8] {
        var out: [UInt8] = decimalComma ? [0xEF, 0xBB, 0xBF] : []
        DelimitedField.appendRow(names, delimiter, to: &out)
        return out
    }

    /// The zones, in their order, with their number of points.
    func countTable(_ counts: [Int]) -> [UInt8] {
        let names = [columns.name(of: .zoneID), columns.name(of: .zoneName), "points"]
        switch format {
        case .csv:
            var out = table(names)
            for (zone, count) in zip(zones.zones, counts) { DelimitedField.appendRow([zone.id, zone.name, String(count)], delimiter, to: &out) }
            return out
        case .ndjson, .geojson:
            var sink = ByteSink()
            if format == .geojson { sink.append("{\"type\":\"FeatureCollection\",\"features\":[") }
            for (place, (zone, count)) in zip(zones.zones, counts).enumerated() {
                if format == .geojson { sink.append(place > 0 ? ",\n{\"type\":\"Feature\",\"id\":" : "\n{\"type\":\"Feature\",\"id\":") }
                if format == .geojson {
                    sink.appendJSON(zone.id)
                    sink.append(",\"properties\":")
                }
                sink.append("{")
                sink.appendJSONMembers([(names[0], .text(zone.id)), (names[1], .text(zone.name)), (names[2], .number(Double(count)))])
                sink.append("}")
                if format == .geojson {
                    sink.append(",\"geometry\":")
                    sink.appendGeoJSON(zone.boundary, precision: 6, rings: .counterClockwise)
                    sink.append("}")
                } else {
                    sink.append("\n")
                }
            }
            if format == .geojson { sink.append("\n]}\n") }
            return sink.bytes
        }
    }
}
