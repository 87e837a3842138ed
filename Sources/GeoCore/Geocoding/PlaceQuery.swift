/// What one row says of where it is, as written, every field optional. The one input of the geocoder: a row of a list, a request, an import.
public struct PlaceQuery: Sendable, Hashable {
    /// INSEE code of a commune as found, current or old, perhaps damaged (`33063.0`).
    public var communeCode: String?
    /// Longitude and latitude, CRS84.
    public var position: Position?
    public var postcode: String?
    /// The field for the town; may hold postcode, CEDEX, country and line breaks.
    public var city: String?
    /// Code or name of the department.
    public var department: String?
    /// Address lines, in order; the last may hold postcode and town.
    public var addressLines: [String]
    /// One line that may hold anything: a town, an address, a code.
    public var freeText: String?

    public init(
        communeCode: String? = nil, position: Position? = nil, postcode: String? = nil, city: String? = nil,
        department: String? = nil, addressLines: [String] = []
    ) {
        self.communeCode = communeCode
        self.position = position
        self.postcode = postcode
        self.city = city
        self.department = department
        self.addressLines = addressLines
    }

    /// A query of one free line: a town, an address, a postcode or a code.
    public init(freeText: String) {
        self.init()
        self.freeText = freeText
    }
}

extension PlaceQuery {
    /// The whole row in normal form: two rows with the same key get the same answer. The key of a reviewer's decision on one row.
    ///
    /// Stable across versions of the reference: folded text of the fields, in a fixed order, separated by `|`.
    public var decisionKey: String {
        var key = placeKey
        key += "|"
        key += SearchKey.fold(addressLines.joined(separator: " "))
        if let position {
            key += "|\(Self.microdegrees(position.x)),\(Self.microdegrees(position.y))"
        }
        return key
    }

    /// The place as named (code, postcode, town, department, free line) without street lines and coordinates: the key of a decision for
    /// all rows that write it alike.
    public var placeKey: String {
        [communeCode, postcode, city, department, freeText].map { $0.map { SearchKey.fold($0) } ?? "" }.joined(separator: "|")
    }

    private static func microdegrees(_ degrees: Double) -> String {
        guard degrees.isFinite, abs(degrees) < 1e9 else { return "-" }
        return String(Int((degrees * 1e6).rounded()))
    }
}
