internal import GeoCore

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns: Sendable {
    private static let placeNames = [
        "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut", "geo_methode",
        "geo_score", "geo_candidats",
    ]
    private static let explanationName = "geo_explication"

    let dialect: DelimitedDialect
    private let explain: Bool
    private let reference: ReferenceGeography
    /// The place of a commune in the reference and in what follows.
    private let numbers: [CommuneCode: Int]
    /// Code, name, department and EPCI of each commune as fields of a delimited table, each after a delimiter.
    private let identities: [[UInt8]]
    /// The same of the reference point.
    private let positions: [[UInt8]]

    /// - Parameter explain: with a last column that tells which field said what.
    init(reference: ReferenceGeography, dialect: DelimitedDialect, explain: Bool) {
        self.reference = reference
        self.dialect = dialect
        self.explain = explain
        let communes = reference.communes
        numbers = Dictionary(
            communes.enumerated().compactMap { number, commune in CommuneCode(commune.code).map { ($0, number) } }, uniquingKeysWith: { $1 })
        identities = communes.map { commune in
            var sink = ByteSink()
            for text in [commune.code, commune.name, commune.departmentCode?.rawValue, commune.epciCode] { dialect.append(text, to: &sink) }
            return sink.bytes
        }
        positions = communes.map { commune in
            var sink = ByteSink()
            dialect.append(commune.referencePoint, to: &sink)
            return sink.bytes
        }
    }

    var names: [String] { Self.placeNames + (explain ? [Self.explanationName] : []) }

    /// As members of a JSON object.
    func properties(_ match: GeocodingMatch) -> [(String, PropertyValue)] {
        let commune = match.communeCode.flatMap { numbers[$0] }.map { reference.communes[$0] }
        let values: [PropertyValue] = [
            commune.map { .text($0.code) } ?? .null,
            commune.map { .text($0.name) } ?? .null,
            match.departmentCode.map { .text($0.rawValue) } ?? .null,
            commune?.epciCode.map { .text($0) } ?? .null,
            match.position.map { .number(Self.rounded($0.x, 1e6)) } ?? .null,
            match.position.map { .number(Self.rounded($0.y, 1e6)) } ?? .null,
            match.precision.map { .text($0.rawValue) } ?? .null,
            .text(match.status.rawValue),
            .text(match.method),
            .number(Self.rounded(match.score, 1e3)),
            .text(candidates(match)),
        ]
        return Array(zip(names, values + (explain ? [.text(Self.explanation(match))] : [])))
    }

    /// As fields of a delimited table, each after a delimiter.
    func append(_ match: GeocodingMatch, to sink: inout ByteSink) {
        let number = match.communeCode.flatMap { numbers[$0] }
        if let number {
            sink.append(identities[number])
        } else {
            for text in [nil, nil, match.departmentCode?.rawValue, nil] { dialect.append(text, to: &sink) }
        }
        if let number, match.precision == .commune {
            sink.append(positions[number])
        } else {
            dialect.append(match.position, to: &sink)
        }
        dialect.append(match.precision?.rawValue, to: &sink)
        dialect.append(match.status.rawValue, to: &sink)
        dialect.append(match.method, to: &sink)
        dialect.append(match.score, decimals: 3, to: &sink)
        dialect.append(match.candidates.isEmpty ? nil : candidates(match), to: &sink)
        if explain { dialect.append(Self.explanation(match), to: &sink) }
    }

    private func candidates(_ match: GeocodingMatch) -> String {
        match.candidates.map { candidate in
            let name = numbers[candidate.communeCode].map { reference.communes[$0].name } ?? ""
            return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
        }.joined(separator: " | ")
    }

    private static func explanation(_ match: GeocodingMatch) -> String { match.explanation.joined(separator: " ; ") }

    private static func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }
}
