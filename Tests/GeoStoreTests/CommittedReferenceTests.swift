import Foundation
import GRDB
import GeoCore
import Testing

import GeoStore

/// The committed GeoPackage, against what shapely and pyproj say of it (Tests/References/coverage_is_valid.py).
@Suite struct CommittedReferenceTests {
    private struct Oracle: Decodable {
        struct Region: Decodable {
            let parts: Int
            let enclaves_km2: [Double]
            let area_km2: Double
        }
        struct Level: Decodable {
            let count: Int
            let coverage_is_valid: Bool
            let equal_to_union_of_communes: Int
        }
        let content_hash: String
        let communes: Int
        let coverage_is_valid: Bool
        let all_valid: Bool
        let vertices: Int
        let reference_points_covered: Bool
        let region: Region
        let levels: [String: Level]
        let areas_km2: [String: [String: Double]]
    }

    private let oracle: Oracle
    private let file: ReferenceFile

    init() throws {
        let json = try Data(contentsOf: repositoryRoot.appending(path: "Tests/References/coverage_is_valid.json"))
        oracle = try JSONDecoder().decode(Oracle.self, from: json)
        file = try ReferenceFile(committedReference.path)
    }

    @Test("The oracle's run is about this file, and finds a valid coverage")
    func oracleIsAboutThisFile() throws {
        #expect(try file.vintage().contentHash == oracle.content_hash)
        #expect(oracle.coverage_is_valid && oracle.all_valid && oracle.reference_points_covered)
        for (name, level) in oracle.levels {
            #expect(level.coverage_is_valid && level.equal_to_union_of_communes == level.count, "\(name)")
        }
    }

    @Test("Every check of geo reference verify is met, against the manifest")
    func verification() throws {
        let manifest = try ReferenceManifest(path: repositoryRoot.appending(path: "geodata/manifest.json").path)
        let checks = try ReferenceVerification.run(file, manifest: manifest)
        #expect(checks.count == 14)
        for check in checks { #expect(check.isMet, "\(check.name): \(check.detail)") }
    }

    @Test("Counts, vertices, enclaves and areas are the oracle's (shapely 2.2, pyproj 3.7)")
    func figures() throws {
        let geography = try file.geography(boundaries: [.commune, .region], gazetteer: false)
        #expect(geography.communes.count == 4293 && oracle.communes == 4293)
        #expect(geography.departments.count == 12 && oracle.levels["departements"]?.count == 12)
        #expect(geography.territories(at: .epci).count == 156 && oracle.levels["epci"]?.count == 156)
        #expect(geography.territories(at: .canton).count == 255 && oracle.levels["cantons"]?.count == 255)
        let communes = try #require(geography.boundaries(at: .commune))
        #expect(communes.reduce(0) { $0 + $1.positionCount } == oracle.vertices)
        let region = try #require(geography.boundaries(at: .region)?.first)
        #expect(region.polygons.count == oracle.region.parts)
        let enclaves = region.polygons.flatMap(\.holes).map { Geodesic.areaSquareKilometers(MultiPolygon([Polygon(exterior: $0)])) }.sorted()
        try #require(enclaves.count == oracle.region.enclaves_km2.count)
        for (mine, theirs) in zip(enclaves, oracle.region.enclaves_km2) { #expect(abs(mine - theirs) < 2e-6) }
        #expect(abs(try #require(geography.region).areaSquareKilometers - oracle.region.area_km2) < 2e-6)
        for (code, area) in oracle.areas_km2["communes"] ?? [:] {
            #expect(abs(try #require(geography.territory(code, at: .commune)).areaSquareKilometers - area) < 2e-6, "\(code)")
        }
        for (code, area) in oracle.areas_km2["departements"] ?? [:] {
            #expect(abs(try #require(geography.territory(code, at: .department)).areaSquareKilometers - area) < 2e-6, "\(code)")
        }
    }

    @Test(
        "Names are INSEE's, with their articles; departments and the region have none",
        arguments: [
            ("17300", "La Rochelle"), ("33069", "Le Bouscat"), ("16166", "L'Isle-d'Espagnac"), ("33461", "Saint-Philippe-d'Aiguilhe"),
            ("16002", "Les Adjots"), ("23149", "Parsac"), ("19046", "Chapelle-Spinasse"),
        ])
    func names(code: String, name: String) throws {
        let geography = try file.geography()
        #expect(geography.territory(code, at: .commune)?.name == name)
        #expect(geography.departments.map(\.name).prefix(3) == ["Charente", "Charente-Maritime", "Corrèze"])
        #expect(geography.region?.name == "Nouvelle-Aquitaine")
    }

    @Test("EPCI that cross the region's border are marked, with the number of communes beyond it")
    func partialIntercommunalities() throws {
        let partial = try file.geography(gazetteer: false).territories(at: .epci).filter(\.isPartial)
        #expect(partial.count == 4)
        #expect(partial.allSatisfy { $0.communesOutsideRegion > 0 })
    }

    @Test("Former communes are kept apart by type, and places elsewhere are known as elsewhere")
    func gazetteer() throws {
        let gazetteer = try file.geography().gazetteer
        #expect(gazetteer.formerCommunes.count == 301)
        // Vars is both a delegated commune and the seat of Boixe, with its code.
        #expect(gazetteer.formerCommunes.contains { $0.code.rawValue == "16393" && $0.type == "COMD" && $0.name == "Vars" })
        let marseille = gazetteer.nationalCommunes.first { $0.code.rawValue == "13055" }
        #expect(marseille?.postcodes.contains("13001") == true && marseille?.departmentCode.rawValue == "13")
        #expect(gazetteer.nationalDepartments.count == 101)
        #expect(Set(gazetteer.postcodes.map(\.postcode)).count == 661)
    }

    @Test("The file is small enough to be committed")
    func size() throws {
        #expect(try Data(contentsOf: committedReference).count < 10_000_000)
    }

    @Test("Of town halls, only the address, the point and the commune are kept: no e-mail, no telephone")
    func privacy() throws {
        let columns = try file.read { try $0.columns(in: "mairies").map(\.name) }
        #expect(columns == ["fid", "geom", "code_commune", "adresse", "dans_commune"])
        let addresses = try file.read { try String.fetchAll($0, sql: "SELECT adresse FROM mairies WHERE adresse NOTNULL") }
        #expect(addresses.count == 4292)
        #expect(addresses.filter { $0.contains("@") || $0.contains(#/(\d\d[ .]){4}\d\d/#) }.isEmpty)
    }
}
