extension GeocodingMatch {
    /// The answer to one request: a GeoJSON feature (RFC 7946) of the place, without geometry where there is none.
    ///
    /// Its properties are the columns that a batch adds, then `candidats` (objects, best first) and `explications` (sentences in `language`).
    ///
    /// - Parameter reference: the geography that the match was found in.
    public func feature(in reference: ReferenceGeography, language: Language) -> [UInt8] {
        var sink = ByteSink()
        sink.append(#"{"type":"Feature","geometry":"#)
        sink.appendPoint(position)
        sink.append(#","properties":{"#)
        sink.appendJSONMembers(properties(in: reference))
        sink.append(#","candidats":["#)
        for (place, candidate) in candidates.enumerated() {
            sink.append(place > 0 ? ",{" : "{")
            sink.appendJSONMembers(candidate.properties(in: reference))
            sink.append("}")
        }
        sink.append(#"],"explications":"#)
        sink.appendJSON(.list(explanation(in: language)))
        sink.append("},")
        sink.appendJSONMembers([
            ("cog", .text(reference.vintage.codes)), ("source", .text(reference.vintage.source)), ("licence", .text(reference.vintage.licence)),
        ])
        sink.append("}\n")
        return sink.bytes
    }
}

extension GeocodingMatch.Candidate {
    fileprivate func properties(in reference: ReferenceGeography) -> [(String, PropertyValue)] {
        let commune = reference.territory(communeCode.rawValue, at: .commune)
        return [
            ("code_insee", .text(communeCode.rawValue)), ("nom", commune.map { .text($0.name) } ?? .null),
            ("code_departement", commune?.departmentCode.map { .text($0.rawValue) } ?? .null), ("score", .number((score * 1e3).rounded() / 1e3)),
        ]
    }
}
