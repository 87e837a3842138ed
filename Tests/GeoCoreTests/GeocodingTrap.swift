import GeoCore
import Testing

/// One row that has gone wrong in real lists, with the answer it must get and the reason.
struct Trap: Sendable, CustomTestStringConvertible {
    let reason: String
    let query: PlaceQuery
    let within: [DepartmentCode]
    let status: GeocodingStatus
    let commune: String?
    /// Expected `departmentCode`; of a placed row, that of the commune.
    let department: String?
    /// Codes that must stand among the candidates of a row that is not placed.
    let candidates: [String]

    init(
        _ reason: String, city: String? = nil, postcode: String? = nil, in department: String? = nil, code: String? = nil, address: [String] = [],
        text: String? = nil, within: [String] = [], _ status: GeocodingStatus, _ commune: String? = nil, department expected: String? = nil,
        candidates: [String] = []
    ) {
        self.reason = reason
        var query = PlaceQuery(communeCode: code, postcode: postcode, city: city, department: department, addressLines: address)
        query.freeText = text
        self.query = query
        self.within = within.compactMap { DepartmentCode($0) }
        self.status = status
        self.commune = commune
        self.department = expected ?? commune.map { String($0.prefix(2)) }
        self.candidates = candidates
    }

    var testDescription: String {
        let written = [
            query.communeCode, query.postcode, query.city, query.department, query.freeText,
            query.addressLines.isEmpty ? nil : query.addressLines.joined(separator: " / "),
        ]
        return "\(written.compactMap { $0 }.joined(separator: " | ")): \(reason)"
    }
}
