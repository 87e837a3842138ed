internal import GeoCore

/// A reference geography as it comes out of the build: what the tables of the GeoPackage are filled with.
struct BuiltReference {
    /// One level: its territories in code order and, in the same order, their boundaries.
    struct Level {
        var territories: [Territory] = []
        var boundaries: [MultiPolygon] = []
    }

    struct TownHall {
        let communeCode: CommuneCode
        /// Lines as published, the last one postcode and town.
        let address: String?
        let position: Position?
        let isInsideCommune: Bool
    }

    struct NationalCommune {
        let code: CommuneCode
        let name: String
        let type: String
        let departmentCode: DepartmentCode
        /// The current commune it is a part of, or itself.
        let communeCode: CommuneCode
        let postcodes: [String]
        /// Municipal; `nil` where the source gives none.
        let population: Int?
    }

    var levels: [TerritoryLevel: Level] = [:]
    /// Codes of the communes whose reference point is their town hall.
    var communesPlacedByTownHall: Set<String> = []
    /// Chef-lieu by department.
    var seats: [String: String] = [:]
    /// Legal form by EPCI: `CC`, `CA`, `CU`, `ME` (métropole).
    var natures: [String: String] = [:]
    var townHalls: [TownHall] = []
    var formerCommunes: [FormerCommune] = []
    var postcodes: [PostcodeLink] = []
    var nationalCommunes: [NationalCommune] = []
    var nationalDepartments: [NationalDepartment] = []
    var report = BuildReport()
}
