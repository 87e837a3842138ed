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

    static func place(_ row: Row) -> PlaceQuery {
        let address: String? = row["lieu_adresse"]
        var place = PlaceQuery(
            communeCode: row["lieu_code_insee"], postcode: row["lieu_code_postal"], city: row["lieu_commune"],
            department: row["lieu_departement"],
            addressLines: address?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? [])
        place.freeText = row["lieu_libre"]
        if let x = row["lieu_lon"] as Double?, let y = row["lieu_lat"] as Double? { place.position = Position(x, y) }
        return place
    }
}
