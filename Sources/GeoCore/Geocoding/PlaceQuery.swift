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
}
