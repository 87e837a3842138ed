import GeoCore
import Testing

/// INSEE's movements of communes, on a few of its own rows.
@Suite struct GeocodingMovementsTests {
    private static let header = [
        "MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TNCC_AV", "NCC_AV", "NCCENR_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "TNCC_AP", "NCC_AP",
        "NCCENR_AP", "LIBELLE_AP",
    ]

    private static func row(_ kind: String, _ date: String, _ before: (String, String, String), _ after: (String, String, String)) -> [String] {
        [kind, date, before.0, before.1, "0", "", "", before.2, after.0, after.1, "0", "", "", after.2]
    }

    // Source: INSEE, Code officiel géographique, v_mvt_commune.
    private static let rows = [
        row("10", "2023-01-01", ("COM", "33081", "Cadillac"), ("COM", "33081", "Cadillac-sur-Garonne")),
        row("31", "2001-03-11", ("COM", "79017", "Les Aubiers"), ("COM", "79195", "Nueil-les-Aubiers")),
        row("31", "2001-03-11", ("COM", "79195", "Nueil-sur-Argent"), ("COM", "79195", "Nueil-les-Aubiers")),
        row("33", "1973-01-01", ("COM", "47163", "Mauvezin-sur-Gupie"), ("COMA", "47163", "Mauvezin-sur-Gupie")),
        row("33", "1973-01-01", ("COM", "47163", "Mauvezin-sur-Gupie"), ("COM", "47157", "Marmande")),
        row("21", "2003-02-03", ("COM", "47157", "Marmande"), ("COM", "47163", "Mauvezin-sur-Gupie")),
        row("21", "2003-02-03", ("COMA", "47163", "Mauvezin-sur-Gupie"), ("COM", "47163", "Mauvezin-sur-Gupie")),
        row("20", "1951-12-12", ("COM", "17337", "Saint-Georges"), ("COM", "17486", "La Brée-les-Bains")),
        row("32", "2016-01-01", ("COM", "16247", "Nonaville"), ("COMD", "16247", "Nonaville")),
        row("32", "2016-01-01", ("COM", "16247", "Nonaville"), ("COM", "16386", "Étape")),
        row("32", "2017-01-01", ("COM", "16386", "Étape"), ("COM", "16204", "Bellevigne")),
        row("35", "2026-01-01", ("COMD", "16247", "Nonaville"), ("COM", "16204", "Bellevigne")),
    ]

    @Test("An old code is carried through every merger to the code of today")
    func chain() throws {
        let movements = try Movements(header: Self.header, rows: Self.rows)
        #expect(movements.successors["79017"] == ["79195"])
        #expect(movements.successors["16247"] == ["16204"])
        #expect(movements.successors["16386"] == ["16204"])
    }

    @Test("A commune that was re-established is itself again, and one that gave ground to a new one never left")
    func reestablished() throws {
        let movements = try Movements(header: Self.header, rows: Self.rows)
        #expect(movements.successors["47163"] == nil)
        #expect(movements.successors["17337"] == nil)
        #expect(!movements.formerNames.contains { $0.name == "Saint-Georges" })
    }

    @Test("A renamed commune keeps its code and is known by its old name; a merged one is not renamed")
    func renamed() throws {
        let movements = try Movements(header: Self.header, rows: Self.rows)
        let cadillac = try #require(movements.formerNames.first { $0.name == "Cadillac" })
        #expect(cadillac.isRenaming)
        #expect(cadillac.currentCodes == ["33081"])
        #expect(cadillac.until == "2023-01-01")
        let nueil = try #require(movements.formerNames.first { $0.name == "Nueil-sur-Argent" })
        #expect(!nueil.isRenaming)
        #expect(nueil.currentCodes == ["79195"])
    }

    @Test("The order of the rows changes nothing")
    func order() throws {
        let forward = try Movements(header: Self.header, rows: Self.rows)
        let backward = try Movements(header: Self.header, rows: Self.rows.reversed())
        #expect(forward.formerNames == backward.formerNames)
        #expect(forward.successors == backward.successors)
    }

    @Test("A circle of moves ends")
    func circle() throws {
        let movements = try Movements(
            header: Self.header,
            rows: [
                Self.row("31", "2000-01-01", ("COM", "00001", "A"), ("COM", "00002", "B")),
                Self.row("31", "2001-01-01", ("COM", "00002", "B"), ("COM", "00001", "A")),
            ])
        #expect(movements.formerNames.count == 2)
    }

    @Test("A table that is not INSEE's is refused with the column or the line")
    func refused() throws {
        #expect(throws: MovementsError.self) { try Movements(header: ["MOD", "DATE"], rows: []) }
        do {
            _ = try Movements(header: Self.header, rows: [Self.rows[0], ["x"]])
            Issue.record("a short record was accepted")
        } catch {
            #expect(error.location == "line 3")
        }
    }

    @Test("With movements a vanished commune is found by name and code")
    func inTheGeocoder() throws {
        let rows = [
            Self.row("33", "1965-01-01", ("COM", "33900", "Caudéran"), ("COM", "33063", "Bordeaux")),
            Self.row("10", "1994-01-01", ("COM", "33529", "La Teste"), ("COM", "33529", "La Teste-de-Buch")),
        ]
        let geocoder = Geocoder(reference: try SmallReference.make(), movements: try Movements(header: Self.header, rows: rows))
        let vanished = geocoder.match(PlaceQuery(city: "CAUDERAN"))
        #expect(vanished.status == .former)
        #expect(vanished.communeCode?.rawValue == "33063")
        #expect(geocoder.match(PlaceQuery(communeCode: "33900")).communeCode?.rawValue == "33063")
        let renamed = geocoder.match(PlaceQuery(city: "La Teste"))
        #expect(renamed.status == .exact)
        #expect(renamed.communeCode?.rawValue == "33529")
    }
}
