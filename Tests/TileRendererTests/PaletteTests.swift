import Testing
import TileRenderer

@Suite struct PaletteTests {
    static let cases = Palette.all.flatMap { palette in palette.counts.map { (palette, $0) } }
    static let sequential = Palette.sequential.flatMap { palette in (1...9).map { (palette, $0) } }

    @Test("Near-black borders stand out 3:1 from every colour of every palette", arguments: cases)
    func borders(palette: Palette, count: Int) {
        for color in palette.colors(count) { #expect(color.contrast(with: Color(20, 24, 29)) >= 3) }
    }

    @Test("Colours darken from class to class, so that grey prints and colour-blind readers keep the order", arguments: sequential)
    func order(palette: Palette, count: Int) {
        let luminances = palette.colors(count).map(\.luminance)
        for (a, b) in zip(luminances, luminances.dropFirst()) { #expect((a + 0.05) / (b + 0.05) >= 1.1) }
    }

    @Test("The lightest class is told from the white of zero", arguments: Palette.sequential)
    func zero(palette: Palette) throws {
        let lightest = try #require(palette.colors(5).first)
        #expect(lightest.contrast(with: Color(255, 255, 255)) >= 1.1)
    }

    @Test("Names are unique and found whatever their case; others are not")
    func names() {
        #expect(Set(Palette.all.map(\.name)).count == Palette.all.count)
        for palette in Palette.all { #expect(Palette(named: palette.name.uppercased()) == palette) }
        #expect(Palette(named: "viridis") == nil)
        #expect(Palette.standard == Palette.all.first)
    }

    @Test("White is #ffffff with luminance 1; black on white is 21:1 (WCAG 2)")
    func wcag() {
        #expect(Color(255, 255, 255).description == "#ffffff" && Color(0, 10, 255).description == "#000aff")
        #expect(abs(Color(255, 255, 255).luminance - 1) < 1e-9)
        #expect(abs(Color(255, 255, 255).contrast(with: Color(0, 0, 0)) - 21) < 1e-9)
    }
}
