extension CoverageTable {
    /// One object: what is said with the figures, the catalogue entries of the columns, and the rows with numerator and denominator of each ratio.
    func json() -> [UInt8] {
        var sink = ByteSink()
        sink.append(#"{"metadonnees":{"#)
        sink.appendJSONMembers(statements)
        sink.append(#"},"indicateurs":"#)
        appendCatalogue(to: &sink)
        sink.append(#","lignes":["#)
        for (place, row) in rows.enumerated() {
            sink.append(place > 0 ? ",\n{" : "\n{")
            sink.appendJSONMembers(properties(of: row, detail: .withFraction))
            sink.append("}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }

    private func appendCatalogue(to sink: inout ByteSink) {
        sink.append("[")
        for (place, column) in columns.enumerated() {
            if place > 0 { sink.append(",") }
            sink.append("{")
            sink.appendJSONMembers(
                [
                    ("nom", .text(column.name)), ("libelle", .text(column.label(query.language))), ("unite", .text(column.unit(query.language))),
                    ("nature", .text(column.nature.rawValue)), ("formule", .text(column.formula(query.language))),
                    ("reference", .text(column.reference)),
                    ("precaution", .text(column.caution(query.language))), ("lecture", .text(column.reading(query.language))),
                ] + column.facts)
            sink.append("}")
        }
        sink.append("]")
    }

    /// A FeatureCollection of the selected territories (RFC 7946). The remainders and reference rows, which are no features of the selection,
    /// stand in the foreign member `lignes`; what is said with the figures in `metadonnees`.
    func geoJSON(reference: ReferenceGeography) throws(GeometryError) -> [UInt8] {
        guard let boundaries = reference.boundaries(at: query.level, detail: query.detail),
            let encoded = reference.encodedFeatures(at: query.level)
        else {
            throw GeometryError("the boundaries of level \(query.level.rawValue) were not loaded")
        }
        let features = selected
        var sink = ByteSink(reservingCapacity: 4096 + features.count * (1200 + 60 * columns.count))
        sink.append(#"{"type":"FeatureCollection""#)
        if !features.isEmpty {
            let box = features.reduce(Envelope.empty) { $0.union(boundaries[$1.index].envelope) }
            sink.append(#","bbox":"#)
            sink.appendGeoJSONBox(box, precision: query.precision)
        }
        sink.append(#","metadonnees":{"#)
        sink.appendJSONMembers(statements)
        sink.append(#"},"indicateurs":"#)
        appendCatalogue(to: &sink)
        sink.append(#","lignes":["#)
        for (place, row) in rows.filter({ $0.role != .selected }).enumerated() {
            sink.append(place > 0 ? ",{" : "{")
            sink.appendJSONMembers(properties(of: row, detail: .value))
            sink.append("}")
        }
        sink.append(#"],"features":["#)
        let writer = CoverageFeatureWriter(self, boundaries, encoded)
        for (place, row) in features.enumerated() {
            sink.append(place > 0 ? ",\n" : "\n")
            writer.append(row, to: &sink)
        }
        sink.append("\n]}\n")
        return sink.bytes
    }
}
