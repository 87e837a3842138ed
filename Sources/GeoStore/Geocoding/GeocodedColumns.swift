internal import GeoCore

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns: Sendable {
    private static let explanationName = "geo_explication"

    let dialect: DelimitedDialect
    /// The language of a last column that tells which field said what; `nil`: there is none.
    let explanations: Language?
    private let reference: ReferenceGeography
    /// The place of a commune in the reference and in what follows.
    private let numbers: [CommuneCode: Int]
    /// Code, name, department and EPCI of each commune as fields of a delimited table, each after a delimiter.
    private let identities: PackedTexts
    /// The same of the reference point and the word for it.
    private let positions: PackedTexts

    /// - Parameter explanations: the language of a last column that tells which field said what; `nil` for none.
    init(reference: ReferenceGeography, dialect: DelimitedDialect, explanations: Language?) {
        self.reference = reference
        self.dialect = dialect
        self.explanations = explanations
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
    }

    var names: [String] { GeocodingMatch.propertyNames + (explanations == nil ? [] : [Self.explanationName]) }

    /// As members of a JSON object.
    func properties(_ match: GeocodingMatch) -> [(String, PropertyValue)] {
        match.properties(in: reference) + (explanation(match).map { [(Self.explanationName, .text($0))] } ?? [])
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
        dialect.append(match.candidates.isEmpty ? nil : match.candidateList(in: reference), to: &sink)
        if let explanation = explanation(match) { dialect.append(explanation, to: &sink) }
    }

    private func explanation(_ match: GeocodingMatch) -> String? {
        explanations.map { match.explanation(in: $0).joined(separator: " ; ") }
    }
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
        let range = (number > 0 ? ends[number - 1] : 0)..<ends[number]
        bytes.withUnsafeBufferPointer { sink.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
