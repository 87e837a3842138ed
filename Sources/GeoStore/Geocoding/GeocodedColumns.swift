internal import GeoCore

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns: Sendable {
    static let explanationName = "geo_explication"
    let decimalComma: Bool
    private let reference: ReferenceGeography

    init(reference: ReferenceGeography, decimalComma: Bool) {
        self.reference = reference
        self.decimalComma = decimalComma
    }

    func names(explain: Bool) -> [String] { GeocodingMatch.propertyNames + (explain ? [Self.explanationName] : []) }

    /// As members of a JSON object.
    func properties(_ match: GeocodingMatch) -> [(String, PropertyValue)] {
        match.properties(in: reference)
    }

    /// As fields of a delimited table, each after a delimiter.
    func append(_ match: GeocodingMatch, _ delimiter: UInt8, to out: inout [UInt8]) {
        let commune = commune(match)
        func text(_ value: String) {
            out.append(delimiter)
            DelimitedField.append(Array(value.utf8)[...], delimiter, to: &out)
        }
        func number(_ value: Double?, _ decimals: Int) {
            out.append(delimiter)
            guard let value else { return }
            var sink = ByteSink()
            sink.appendFixed(value, decimals: decimals)
            for byte in sink.bytes { out.append(decimalComma && byte == UInt8(ascii: ".") ? UInt8(ascii: ",") : byte) }
        }
        text(commune?.code ?? "")
        text(commune?.name ?? "")
        text(match.departmentCode?.rawValue ?? "")
        text(commune?.epciCode ?? "")
        number(match.position?.x, 6)
        number(match.position?.y, 6)
        text(match.precision?.rawValue ?? "")
        text(match.status.rawValue)
        text(match.method)
        number(match.score, 3)
        text(match.candidates.isEmpty ? "" : match.candidateList(in: reference))
    }

    private func commune(_ match: GeocodingMatch) -> Territory? {
        match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
    }
}
