public import GeoCore

/// A place of the store that one or several actors write alike, as a reviewer sees it.
public struct ReviewedPlace: Sendable, Hashable {
    /// Normalised form of all that the rows say of their place (`PlaceQuery.decisionKey`).
    public let key: String
    /// The same without street lines (`PlaceQuery.placeKey`).
    public let placeKey: String
    /// The place as written, fields separated by commas.
    public let text: String
    public let status: GeocodingStatus
    public let communeCode: CommuneCode?
    public let departmentCode: DepartmentCode?
    /// Best first; numbered from 1 for the reviewer.
    public let candidates: [CommuneCode]
    /// Actors that write it so, by identifier.
    public internal(set) var actorIDs: [String]
    /// Name of the first of them.
    public let actorName: String

    /// Eight hexadecimal digits that stand for the key on a command line.
    public var shortKey: String { Self.shortKey(key) }

    public static func shortKey(_ key: String) -> String { String(SHA256.hexDigest(key.utf8).prefix(8)) }

    /// The rows name some place; of one that says nothing no decision can be kept, for it would hold for every row that says nothing.
    public var isDecidable: Bool { Self.isDecidable(key) }

    static func isDecidable(_ key: String) -> Bool { key.utf8.contains { $0 != UInt8(ascii: "|") } }
}

extension PlaceQuery {
    /// The place as written, for people.
    var text: String {
        var parts = addressLines + [[postcode, city].compactMap(\.self).joined(separator: " ")]
        parts += [department, communeCode.map { "code \($0)" }, freeText, position.map { "\($0.y), \($0.x)" }].compactMap(\.self)
        return parts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
