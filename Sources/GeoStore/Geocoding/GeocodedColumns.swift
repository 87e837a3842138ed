internal import GeoCore

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns: Sendable {
    static let explanationName = "geo_explication"
    private static let names = [
        "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut", "geo_methode",
        "geo_score", "geo_candidats",
    ]

    let decimalComma: Bool
    private let reference: ReferenceGeography

    init(reference: ReferenceGeography, decimalComma: Bool) {
        self.reference = reference
        self.decimalComma = decimalComma
    }

    func names(explain: Bool) -> [String] { Self.names + (explain ? [Self.explanationName] : []) }

    /// As members of a JSON object.
    func properties(_ match: GeocodingMatch) -> [(String, PropertyValue)] {
        let commune = commune(match)
        return [
            (Self.names[0], commune.map { .text($0.code) } ?? .null),
            (Self.names[1], commune.map { .text($0.name) } ?? .null),
            (Self.names[2], match.departmentCode.map { .text($0.rawValue) } ?? .null),
            (Self.names[3], commune?.epciCode.map { .text($0) } ?? .null),
            (Self.names[4], match.position.map { .number(Self.rounded($0.x, 1e6)) } ?? .null),
            (Self.names[5], match.position.map { .number(Self.rounded($0.y, 1e6)) } ?? .null),
            (Self.names[6], match.precision.map { .text($0.rawValue) } ?? .null),
            (Self.names[7], .text(match.status.rawValue)),
            (Self.names[8], .text(match.method)),
            (Self.names[9], .number(Self.rounded(match.score, 1e3))),
            (Self.names[10], .text(candidates(match))),
        ]
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
        text(match.candidates.isEmpty ? "" : candidates(match))
    }

    private func commune(_ match: GeocodingMatch) -> Territory? {
        match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
    }

    private func candidates(_ match: GeocodingMatch) -> String {
        match.candidates.map { candidate in
            let name = reference.territory(candidate.communeCode.rawValue, at: .commune)?.name ?? ""
            return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
        }.joined(separator: " | ")
    }

    private static func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }
}
