/// One place asked for, read from the parameters of a request: what a row of a batch says, and the batch's own limits.
public struct PlaceRequest: Sendable, Hashable {
    public let place: PlaceQuery
    /// The only departments that the place may lie in; empty for no such limit.
    public let departments: [DepartmentCode]
    public let language: Language

    /// What is at a name, an address or a code: `q`, `code_insee`, `postcode`, `city`, `department`, `address` (a line each), `lon` with `lat`,
    /// `dept`, `lang`.
    public static func geocoding(_ parameters: QueryParameters, in reference: ReferenceGeography) throws(QueryError) -> PlaceRequest {
        var parameters = parameters
        var place = PlaceQuery()
        place.freeText = try parameters.single("q")
        place.communeCode = try parameters.single("code_insee")
        place.postcode = try parameters.single("postcode")
        place.city = try parameters.single("city")
        place.department = try parameters.single("department")
        place.addressLines = try parameters.lines("address")
        place.position = try position(&parameters)
        let departments = try departments(&parameters, reference)
        let language: Language = try parameters.choice("lang") ?? .french
        try parameters.finish()
        if place.freeText != nil, let other = place.city != nil ? "city" : place.addressLines.isEmpty ? nil : "address" {
            throw QueryError(
                parameter: other, problem: "it does not go with q, which is the whole line", remedy: "Write all of it in q, or each field by itself.")
        }
        guard place != PlaceQuery() else {
            throw QueryError(
                parameter: "q", problem: "nothing says where to look",
                remedy: "Give q, or any of code_insee, postcode, city, department, address, lon with lat.")
        }
        return PlaceRequest(place: place, departments: departments, language: language)
    }

    /// What is at a position: `lon` and `lat`, `dept`, `lang`.
    public static func reverse(_ parameters: QueryParameters, in reference: ReferenceGeography) throws(QueryError) -> PlaceRequest {
        var parameters = parameters
        let position = try position(&parameters)
        let departments = try departments(&parameters, reference)
        let language: Language = try parameters.choice("lang") ?? .french
        try parameters.finish()
        guard let position else {
            throw QueryError(parameter: "lon", problem: "it is missing", remedy: "Give lon and lat in degrees: lon=-0.5792&lat=44.8378.")
        }
        return PlaceRequest(place: PlaceQuery(position: position), departments: departments, language: language)
    }

    private static func position(_ parameters: inout QueryParameters) throws(QueryError) -> Position? {
        let longitude = try parameters.number("lon", in: -180...180)
        let latitude = try parameters.number("lat", in: -90...90)
        switch (longitude, latitude) {
        case (let longitude?, let latitude?): return Position(longitude, latitude)
        case (nil, nil): return nil
        case (nil, _): throw QueryError(parameter: "lon", problem: "it is missing beside lat", remedy: "Give both.")
        case (_, nil): throw QueryError(parameter: "lat", problem: "it is missing beside lon", remedy: "Give both.")
        }
    }

    private static func departments(
        _ parameters: inout QueryParameters, _ reference: ReferenceGeography
    ) throws(QueryError) -> [DepartmentCode] {
        try TerritorySelection.departments(&parameters, in: reference).compactMap { DepartmentCode($0) }
    }
}

extension Geocoder {
    /// The answer to a request: that of a batch for the same row.
    public func match(_ request: PlaceRequest) -> GeocodingMatch { match(request.place, within: request.departments) }
}
