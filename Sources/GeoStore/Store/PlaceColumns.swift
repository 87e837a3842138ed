internal import GeoCore
internal import GRDB

/// The columns `lieu_*`: a place as a list declares it.
enum PlaceColumns {
    static let definitions: [GeoPackageTable.Column] = [
        .init("lieu_code_insee", "TEXT"), .init("lieu_lon", "DOUBLE"), .init("lieu_lat", "DOUBLE"), .init("lieu_code_postal", "TEXT"),
        .init("lieu_commune", "TEXT"), .init("lieu_departement", "TEXT"), .init("lieu_adresse", "TEXT"), .init("lieu_libre", "TEXT"),
    ]

    /// In the order of the definitions.
    static func values(_ place: PlaceQuery) -> [DatabaseValue] {
        [
            place.communeCode.databaseValue, (place.position?.x).databaseValue, (place.position?.y).databaseValue, place.postcode.databaseValue,
            place.city.databaseValue, place.department.databaseValue,
            (place.addressLines.isEmpty ? nil : place.addressLines.joined(separator: "\n")).databaseValue, place.freeText.databaseValue,
        ]
    }

    /// Takes them in that order.
    static func place(_ fields: inout RowFields) -> PlaceQuery {
        var place = PlaceQuery(communeCode: fields.text())
        if let (x, y) = both(fields.number(), fields.number()) { place.position = Position(x, y) }
        place.postcode = fields.text()
        place.city = fields.text()
        place.department = fields.text()
        place.addressLines = fields.text()?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
        place.freeText = fields.text()
        return place
    }

    private static func both(_ x: Double?, _ y: Double?) -> (Double, Double)? { x.flatMap { x in y.map { (x, $0) } } }
}
