internal import GeoCore

extension JoinWorker {
    /// Rows of a table go out byte for byte, with something added.
    var copiesRows: Bool { format == .csv && columns.keepsRows && delimiter == inputDelimiter }

    /// What is written of a table are fields of it, byte for byte, and those of the zones.
    var copiesFields: Bool { format == .csv && delimiter == inputDelimiter && matcher.nearest == nil && columns.areCopies }

    /// The added columns behind the points', with the line end.
    @inline(__always)
    func appendZone(_ zone: Int32, _ meters: Double?, to out: inout [UInt8]) {
        guard matcher.nearest != nil else { return endings.append(zone, ends: true, to: &out) }
        endings.append(zone, ends: false, to: &out)
        out.append(delimiter)
        appendDistance(zone, meters, to: &out)
        out += [0x0D, 0x0A]
    }

    private func appendDistance(_ zone: Int32, _ meters: Double?, to out: inout [UInt8]) {
        guard zone >= 0, let meters else { return }
        appendNumber(meters, decimals: 2, to: &out)
    }

    private func appendNumber(_ value: Double, decimals: Int, to out: inout [UInt8]) {
        var sink = ByteSink()
        sink.appendFixed(value, decimals: decimals, point: decimalComma ? UInt8(ascii: ",") : UInt8(ascii: "."))
        out += sink.bytes
    }

    /// A row of a table; `field` gives the bytes of a column of the points.
    func write(_ zone: Int32, _ meters: Double?, _ position: Position, to out: inout [UInt8], field: (Int) -> ArraySlice<UInt8>) {
        guard format == .csv else {
            return write(zone, meters, position, id: nil, to: &out) { .text(String(decoding: field($0), as: UTF8.self)) }
        }
        appendFields(zone, meters, position, to: &out) { index, out in
            field(index).withUnsafeBufferPointer { DelimitedField.append($0, delimiter, to: &out) }
        }
    }

    /// A feature; `value` gives an attribute of the points.
    func write(
        _ zone: Int32, _ meters: Double?, _ position: Position, id: String?, to out: inout [UInt8], value: (Int) -> AttributeValue
    ) {
        switch format {
        case .csv: appendFields(zone, meters, position, to: &out) { DelimitedField.append(value($0).text, delimiter, to: &$1) }
        case .ndjson:
            var sink = ByteSink()
            sink.append("{")
            appendMembers(zone, meters, position, to: &sink, value)
            sink.append("}\n")
            out += sink.bytes
        case .geojson:
            var sink = ByteSink()
            sink.append(",\n{\"type\":\"Feature\",")
            if let id {
                sink.append("\"id\":")
                sink.appendJSON(id)
                sink.append(",")
            }
            sink.append("\"properties\":{")
            appendMembers(zone, meters, position, to: &sink, value)
            sink.append("},\"geometry\":")
            if position.isFinite {
                sink.append("{\"type\":\"Point\",\"coordinates\":[")
                sink.appendJSON(position.x)
                sink.append(",")
                sink.appendJSON(position.y)
                sink.append("]}")
            } else {
                sink.append("null")
            }
            sink.append("}")
            out += sink.bytes
        }
    }

    private func appendFields(
        _ zone: Int32, _ meters: Double?, _ position: Position, to out: inout [UInt8], _ field: (Int, inout [UInt8]) -> Void
    ) {
        for (place, source) in columns.sources.enumerated() {
            if place > 0 { out.append(delimiter) }
            switch source {
            case .point(let index): field(index, &out)
            case .zoneID: endings.appendID(zone, to: &out)
            case .zoneName: endings.appendName(zone, to: &out)
            case .distance: appendDistance(zone, meters, to: &out)
            case .longitude: if position.isFinite { appendNumber(position.x, decimals: 9, to: &out) }
            case .latitude: if position.isFinite { appendNumber(position.y, decimals: 9, to: &out) }
            }
        }
        out += [0x0D, 0x0A]
    }

    private func appendMembers(
        _ zone: Int32, _ meters: Double?, _ position: Position, to sink: inout ByteSink, _ value: (Int) -> AttributeValue
    ) {
        for (place, source) in columns.sources.enumerated() {
            if place > 0 { sink.append(",") }
            sink.appendJSON(columns.names[place])
            sink.append(":")
            switch source {
            case .point(let index): sink.appendAttribute(value(index))
            case .zoneID: sink.appendJSON(zone < 0 ? .null : .text(zones.zones[Int(zone)].id))
            case .zoneName: sink.appendJSON(zone < 0 ? .null : .text(zones.zones[Int(zone)].name))
            case .distance: sink.appendJSON(zone < 0 ? .null : .number(((meters ?? 0) * 100).rounded() / 100))
            case .longitude: sink.appendJSON(position.isFinite ? .number(position.x) : .null)
            case .latitude: sink.appendJSON(position.isFinite ? .number(position.y) : .null)
            }
        }
    }
}

extension ByteSink {
    mutating func appendAttribute(_ value: AttributeValue) {
        switch value {
        case .null: append("null")
        case .text(let text): appendJSON(text)
        case .literal(let json): append(json)
        }
    }
}
