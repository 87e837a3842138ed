import GeoCore
import GeoStore

/// The lists that `geo review` prints.
enum ReviewText {
    static func places(_ places: [ReviewedPlace], reference: ReferenceGeography) -> String {
        if places.isEmpty { return "no place of the store needs a person\n" }
        let actors = places.reduce(0) { $0 + $1.actorIDs.count }
        return places.map { place($0, reference: reference) }.joined() + "\(counted(places.count, "place")), \(counted(actors, "actor"))\n"
    }

    static func placedAnew(_ outcome: ReviewOutcome) -> String { counted(outcome.placedAnew.count, "actor") + " placed anew" }

    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// A line for the place, then one for each candidate.
    static func place(_ place: ReviewedPlace, reference: ReferenceGeography) -> String {
        let count = place.actorIDs.count
        var text = "\(place.shortKey)  \(place.status.rawValue)  \(counted(count, "actor"))  "
        text += place.text.isEmpty ? "(nothing is written)" : place.text
        text += "  [\(place.actorIDs[0]) \(place.actorName.split(whereSeparator: \.isWhitespace).joined(separator: " "))]\n"
        if let code = place.communeCode { text += "            now \(name(code, reference))\n" }
        for (index, code) in place.candidates.enumerated() { text += "          \(index + 1)  \(name(code, reference))\n" }
        return text
    }

    static func decisions(_ decisions: [StoredDecision]) -> String {
        if decisions.isEmpty { return "no decision was taken\n" }
        return decisions.map { stored in
            let outcome: String =
                switch stored.decision.outcome {
                case .commune(let code): "commune \(code)"
                case .outside: "outside the region"
                case .unmatched: "no place"
                }
            return "\(ReviewedPlace.shortKey(stored.decision.key))  \(outcome)  \(stored.date?.description ?? "")  \(stored.text)\n"
        }.joined()
    }

    private static func name(_ code: CommuneCode, _ reference: ReferenceGeography) -> String {
        guard let commune = reference.territory(code.rawValue, at: .commune) else { return code.rawValue }
        let department = commune.departmentCode.flatMap { reference.territory($0.rawValue, at: .department)?.name }
        return "\(code)  \(commune.name)\(department.map { " (\($0))" } ?? "")"
    }
}
