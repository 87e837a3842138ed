import Foundation
import GeoCore
import GeoStore

/// A source in the shape of the real one: six communes of 0.1° squares in two departments, each with a defect of the real data.
///
///     0.2 ┌────┬────┬────┐
///         │ 04 │ 05 │ 06 │   02001 02002 02003; 02002 has an enclave
///     0.1 ├────┼────┼────┤   02001 overlaps 01001 by 0.0001°; a lens of 0.0001° lies between 01001 and 01002
///         │ 01 │ 02 │ 03 │   01003 lacks the right half of its square: the commune it merged with
///       0 └────┴────┴────┘
enum TinySource {
    static var release: SourceRelease {
        var release = SourceRelease()
        release.files = [:]
        release.incompleteCommunes = ["01003"]
        return release
    }

    /// Writes the CSV files into a new folder and returns its path.
    static func write() throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "geo-source-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, lines) in files {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: directory.appending(path: name))
        }
        return directory.path
    }

    private static var files: [(String, [String])] {
        [
            ("regions.csv", ["id,code,nom,type_nom,chef_lieu_id", "0,75,Petite-Région,3,1", "1,84,Ailleurs,1,9"]),
            ("departements.csv", ["id,code,nom,type_nom,chef_lieu_id,region_id", "0,01,Bas,2,1,0", "1,02,Haut,2,4,0", "2,69,Rhône,2,9,1"]),
            ("epci.csv", ["id,code,nom,type", "0,200000001,Communauté A,CC", "1,200000002,Communauté B,CA"]),
            (
                "cantons.csv",
                [
                    "id,code,type,nom,type_nom,departement_id,geometry", "0,0101,C,Bas,4,0,\(hex(box(0, 0, 0.3, 0.1)))",
                    "1,0201,C,Hauts,0,1,\(hex(upperCanton))", "2,0202,C,Fraction,0,1,\\N",
                    "3,6901,C,Lyon,0,2,\(hex(box(4, 4, 5, 5)))",
                ]
            ),
            ("codes_postaux.csv", ["id,code", "0,01000", "1,02000", "2,69001", "3,69002"]),
            (
                "codes_postaux_communes.csv",
                ["codepostal_id,commune_id", "0,1", "0,2", "0,3", "1,4", "1,5", "1,6", "1,1", "3,11", "2,10"]
            ),
            ("communes.csv", communes),
        ]
    }

    private static var communes: [String] {
        let header =
            "id,code,type,nom,type_nom,population_municipale,departement_id,commune_parent_id,epci_id,geometry,mairie_adresse,mairie_localisation,mairie_email"
        func row(
            _ id: Int, _ code: String, _ type: String, _ name: String, _ article: Int, _ population: Int?, _ department: Int?, _ parent: Int?,
            _ epci: Int?, _ boundary: MultiPolygon?, address: String = "", hall: Position? = nil
        ) -> String {
            func text(_ value: Int?) -> String { value.map(String.init) ?? "\\N" }
            return [
                "\(id)", code, type, name, "\(article)", text(population), text(department), text(parent), text(epci),
                boundary.map(hex) ?? "\\N", address.isEmpty ? "" : "\"\(address)\"", hall.map { hex(WellKnownBinary.encode($0)) } ?? "\\N",
                "x@example.org",
            ].joined(separator: ",")
        }
        return [
            header,
            row(1, "01001", "COM", "Une", 3, 100, 0, nil, 0, box(0, 0, 0.1, 0.1), address: "1 rue A\n01000 La Une", hall: Position(0.05, 0.05)),
            row(2, "01002", "COM", "Autre", 5, 200, 0, nil, 0, dented, address: "\n01000 L'Autre", hall: Position(0.9, 0.9)),
            row(3, "01003", "COM", "Trois", 0, 300, 0, nil, 1, box(0.2, 0, 0.25, 0.1)),
            row(4, "02001", "COM", "Quatre", 0, 400, 1, nil, 1, box(0, 0.0999, 0.1, 0.2)),
            row(5, "02002", "COM", "Cinq", 1, 500, 1, nil, 1, withEnclave),
            row(6, "02003", "COM", "Six", 0, 600, 1, nil, 1, box(0.2, 0.1, 0.3, 0.2)),
            row(7, "01003", "COMD", "Trois", 0, 250, nil, 3, nil, box(0.2, 0, 0.25, 0.1)),
            row(8, "01099", "COMA", "Ancienne", 0, 50, nil, 3, nil, nil),
            row(9, "69123", "COM", "Lyon", 0, 500_000, 2, nil, 1, box(4, 4, 5, 5)),
            row(10, "69381", "ARM", "Lyon 1er Arrondissement", 0, 30_000, nil, 9, nil, box(4, 4, 4.5, 5)),
            row(11, "69382", "ARM", "Lyon 2e Arrondissement", 0, 30_000, nil, 9, nil, box(4.5, 4, 5, 5)),
            row(12, "69123SR01", "SRM", "Lyon — 1er arrondissement", 0, nil, nil, 9, nil, nil),
        ]
    }

    /// Clockwise, as the real data are.
    private static func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
        MultiPolygon([Polygon(exterior: [Position(x0, y0), Position(x0, y1), Position(x1, y1), Position(x1, y0), Position(x0, y0)])])
    }

    private static func punched(_ shape: MultiPolygon) -> MultiPolygon {
        var shape = shape
        shape.polygons[0].holes = [
            [Position(0.14, 0.14), Position(0.16, 0.14), Position(0.16, 0.16), Position(0.14, 0.16), Position(0.14, 0.14)]
        ]
        return shape
    }

    private static var dented: MultiPolygon {
        MultiPolygon([
            Polygon(exterior: [
                Position(0.1, 0), Position(0.1001, 0.05), Position(0.1, 0.1), Position(0.2, 0.1), Position(0.2, 0), Position(0.1, 0),
            ])
        ])
    }

    private static var withEnclave: MultiPolygon { punched(box(0.1, 0.1, 0.2, 0.2)) }
    private static var upperCanton: MultiPolygon { punched(box(0, 0.1, 0.3, 0.2)) }

    private static func hex(_ shape: MultiPolygon) -> String { hex(WellKnownBinary.encode(shape)) }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { (($0 < 16) ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
