import GeoCore
import TestSupport
import Testing
import TileRenderer

/// Pages: sizes of the templates, what stands on them, and logos.
@Suite struct PageLayoutTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try MapFixture.snapshot() }

    private static let contents = [
        "", "dept=01", "level=epci&indicator=acteurs,taux_couverture_communes", "dept=01&commune=02001", "commune=01001",
        "level=epci&indicator=acteurs&facet=kind", "level=commune&indicator=acteurs_pour_10000_hab&facet=kind&kind=association,sante",
        "dept=01&title=\(String(repeating: "Un titre long ", count: 14))&subtitle=\(String(repeating: "et son sous-titre ", count: 16))&lang=en",
    ]

    @Test(
        "A page of a template has its size, is of the published subset, and holds all its letters",
        arguments: PageTemplate.allCases, contents)
    func templates(template: PageTemplate, content: String) throws {
        let svg = try MapFixture.svg(ThematicMapTests.parameters(content) + [("template", template.rawValue)], snapshot)
        let scanner = SVGScanner(svg)
        #expect(scanner.faults == [])
        let page = try #require(svg.firstMatch(of: /width="([0-9.]+)mm" height="([0-9.]+)mm"/))
        let (width, height) = (try #require(Double(page.1)), try #require(Double(page.2)))
        #expect(width == template.size.width)
        // Only words longer than anybody writes make a page grow.
        if content.count < 100 { #expect(height == template.size.height) }
        for element in scanner.elements where element.name == "text" {
            let y = try #require(element.attributes["y"].flatMap(Double.init))
            #expect(y > 0 && y < height * 100)
        }
    }

    @Test("A template decides the width: one that is asked for besides is refused")
    func conflict() throws {
        let error = try #require(throws: QueryError.self) {
            try MapFixture.query([("template", "a4-portrait"), ("width", "120")], snapshot)
        }
        #expect(error.parameter == "width" && error.problem.contains("a4-portrait"))
        #expect(throws: QueryError.self) { try MapFixture.query([("template", "a5")], snapshot) }
        for width in ["1000000000", "nan", "inf", "-5", "0"] {
            #expect(throws: QueryError.self) { try MapFixture.query([("width", width)], snapshot) }
        }
    }

    @Test("The author stands below the map; sources stay")
    func author() throws {
        let svg = try MapFixture.svg([("author", "Observatoire <A&B>")], snapshot)
        #expect(svg.contains("Observatoire &lt;A&amp;B&gt; (geo)") && svg.contains("Licence Ouverte 2.0"))
    }

    /// Gives back the drawing that it is handed.
    private struct Echo: PictureConverter {
        func convert(_ svg: [UInt8], to format: PictureFormat, dpi: Int, date: CalendarDate) throws(PictureError) -> [UInt8] { svg }
    }

    private static let drawn = Array("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><path d='M0 0h30v10z'/></svg>".utf8)
    /// The header of a PNG of 2 × 1 pixels, and as much as is read of the rest.
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0, 0, 0, 0]
    /// Start of image, then a frame header of 20 × 10 pixels (ITU-T T.81, B.2.2).
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 10, 0, 20, 1, 1, 0x11, 0]

    @Test("A logo is in what becomes a PNG or PDF, as large as its proportions say, and never in an SVG")
    func logo() throws {
        let map = try snapshot.map(try MapFixture.query([("level", "epci")], snapshot))
        for (bytes, type, aspect) in [(Self.drawn, "svg+xml", 3.0), (Self.png, "png", 2), (Self.jpeg, "jpeg", 2)] {
            let logo = try LogoImage(bytes, name: "logo")
            let text = String(decoding: try map.picture(.pdf, logo: logo, by: Echo()), as: UTF8.self)
            let found = try #require(
                text.firstMatch(of: /<image x="(\d+)" y="\d+" width="(\d+)" height="(\d+)" [^>]*href="data:image\/([^;]+);base64,/))
            #expect(found.4 == type)
            #expect(abs(try #require(Double(found.2)) / (try #require(Double(found.3))) - aspect) < 0.01)
            #expect(throws: QueryError.self) { try map.picture(.svg, logo: logo, by: Echo()) }
        }
        #expect(!String(decoding: map.svg(), as: UTF8.self).contains("<image"))
    }

    @Test("What is no picture, is damaged, too large or declares entities is no logo")
    func badLogo() {
        let entities = Array("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'>&a;</svg>".utf8)
        var wide = Self.png
        wide[16] = 0x7F
        for bytes in [
            [], Array("GIF89a".utf8), Array(Self.png.prefix(20)), Array(Self.jpeg.prefix(12)), entities, wide, Array("<svg></svg>".utf8),
            Self.png + [UInt8](repeating: 0, count: LogoImage.byteLimit),
        ] {
            #expect(throws: QueryError.self) { try LogoImage(bytes, name: "logo") }
        }
    }

    @Test("The page that lists maps names each with its words, escaped, and runs no script")
    func indexPage() throws {
        let map = try snapshot.map(try MapFixture.query([("dept", "01"), ("title", "<script>x</script>")], snapshot))
        let page = MapIndexPage(
            sections: [[MapIndexPage.Entry(map, file: "01.svg", format: .svg)], [MapIndexPage.Entry(map, file: "01.pdf", format: .pdf)]],
            language: .french)
        let html = String(decoding: page.html(), as: UTF8.self)
        #expect(html.contains("<html lang=\"fr\">") && html.contains("Échantillon fictif") && !html.contains("<script"))
        #expect(html.contains("<img src=\"01.svg\" alt=\"&lt;script&gt;x&lt;/script&gt;. ") && html.contains("<a href=\"01.pdf\">"))
    }
}
