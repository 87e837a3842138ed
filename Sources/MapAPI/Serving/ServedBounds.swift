internal import GeoCore

/// What a request may not ask though the command line may: work of minutes.
enum ServedBounds {
    /// At the communes so many take seconds; more are for the command line.
    static let permutations = 9999

    /// Asks for a test of significance, which takes thousands of times what the other figures take.
    static func isLong(_ parameters: [(name: String, value: String)]) -> Bool {
        parameters.contains { name, value in
            name == "indicator" && value.split(separator: ",").contains { Indicator(rawValue: QueryParameters.trimmed($0))?.isOnlyOnRequest ?? false }
        }
    }

    /// What a parameter takes here.
    static func kind(of term: QueryTerm) -> QueryTerm.Kind {
        if term.name == "permutations", case .integer(let range) = term.kind { .integer(range.lowerBound...permutations) } else { term.kind }
    }

    /// - Throws: `QueryError` naming the parameter.
    static func check(_ parameters: [(name: String, value: String)]) throws(QueryError) {
        for (name, value) in parameters where name == "permutations" {
            guard let count = Int(QueryParameters.trimmed(value[...])), count > permutations else { continue }
            throw QueryError(
                parameter: name, problem: "more than \(permutations) take too long for a request",
                remedy: "Ask for fewer, or use geo coverage on the command line.")
        }
    }
}
