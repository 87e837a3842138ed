internal import GeoCore

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns: Sendable {
    private static let placeNames = [
        "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut", "geo_methode",
        "geo_score", "geo_candidats",
    ]
    private static let explanationName = "geo_explication"

    let dialect: DelimitedDialect
    /// A last column tells which field said what.
    let explain: Bool
    private let reference: ReferenceGeography
    /// The place of a commune in the reference and in what follows.
    private let numbers: [CommuneCode: Int]
    /// Code, name, department and EPCI of each commune as fields of a delimited table, each after a delimiter.
    private let identities: PackedTexts
    /// The same of the reference point and the word for it.
    private let positions: PackedTexts
    private let communeNames: [String]

    /// - Parameter explain: with a last column that tells which field said what.
    init(reference: ReferenceGeography, dialect: DelimitedDialect, explain: Bool) {
        self.reference = reference
        self.dialect = dialect
        self.explain = explain
        let communes = reference.communes
        numbers = Dictionary(
            communes.enumerated().compactMap { number, commune in CommuneCode(commune.code).map { ($0, number) } }, uniquingKeysWith: { $1 })
        identities = PackedTexts(communes) { commune, sink in
            for text in [commune.code, commune.name, commune.departmentCode?.rawValue, commune.epciCode] { dialect.append(text, to: &sink) }
        }
        positions = PackedTexts(communes) { commune, sink in
            dialect.append(commune.referencePoint, to: &sink)
            dialect.append(PositionPrecision.commune.rawValue, to: &sink)
        }
        communeNames = communes.map(\.name)
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
            identities.append(number, to: &sink)
        } else {
            for text in [nil, nil, match.departmentCode?.rawValue, nil] { dialect.append(text, to: &sink) }
        }
        if let number, match.precision == .commune {
            positions.append(number, to: &sink)
        } else {
            dialect.append(match.position, to: &sink)
            dialect.append(match.precision?.rawValue, to: &sink)
        }
        dialect.append(match.status.rawValue, to: &sink)
        dialect.append(match.method, to: &sink)
        dialect.append(match.score, decimals: 3, to: &sink)
        dialect.append(match.candidates.isEmpty ? nil : candidates(match), to: &sink)
        if explain { dialect.append(Self.explanation(match), to: &sink) }
    }

    private func candidates(_ match: GeocodingMatch) -> String {
        match.candidates.map { candidate in
            let name = numbers[candidate.communeCode].map { communeNames[$0] } ?? ""
            return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
        }.joined(separator: " | ")
    }

    private static func explanation(_ match: GeocodingMatch) -> String { match.explanation.joined(separator: " ; ") }

    private static func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }
}

/// Many short texts in one piece of memory, by number: one that is read after another is near it, and none is counted for itself.
private struct PackedTexts: Sendable {
    private let bytes: [UInt8]
    private let ends: [Int]

    init<Value>(_ values: [Value], _ write: (Value, inout ByteSink) -> Void) {
        var sink = ByteSink()
        ends = values.map { value in
            write(value, &sink)
            return sink.bytes.count
        }
        bytes = sink.bytes
    }

    func append(_ number: Int, to sink: inout ByteSink) {
        sink.append(bytes[(number > 0 ? ends[number - 1] : 0)..<ends[number]])
    }
}
