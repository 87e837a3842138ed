import Foundation
import GeoCore
import Testing
import TileRenderer

/// How a colour looks to readers who lack one kind of cone (Machado, Oliveira & Fernandes 2009, severity 1.0: their published matrices, on linear RGB).
enum ColorVision: String, CaseIterable {
    case common, protanopia, deuteranopia, tritanopia

    private var matrix: [[Double]] {
        switch self {
        case .common: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// CIE 1976 L*a*b* under D65 (sRGB's matrix of IEC 61966-2-1).
    func lab(_ color: Color) -> [Double] {
        let linear = [color.red, color.green, color.blue].map { channel in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        func product(_ rows: [[Double]], _ vector: [Double]) -> [Double] { rows.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } } }
        let seen = product(matrix, linear).map { min(1, max(0, $0)) }
        let xyz = product([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]], seen)
        let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
            let share = value / white
            return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    /// ΔE*ab (CIE 1976): 2.3 is just noticeable side by side.
    func difference(_ a: Color, _ b: Color) -> Double {
        zip(lab(a), lab(b)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}

@Suite struct ColorVisionTests {
    @Test("L*a*b* of white, black and sRGB red is what CIE's formulas give: 100, 0 and (53.24, 80.09, 67.20)")
    func lab() {
        let red = ColorVision.common.lab(Color(255, 0, 0))
        #expect(zip(red, [53.24, 80.09, 67.20]).allSatisfy { abs($0 - $1) < 0.05 })
        #expect(abs(ColorVision.common.lab(Color(255, 255, 255))[0] - 100) < 0.01 && abs(ColorVision.common.lab(Color(0, 0, 0))[0]) < 0.01)
    }

    @Test("Neighbouring classes of sequential palettes stay apart in every kind of vision", arguments: ColorVision.allCases, Palette.sequential)
    func sequential(vision: ColorVision, palette: Palette) {
        for count in 2...9 {
            let colors = palette.colors(count)
            for (a, b) in zip(colors, colors.dropFirst()) { #expect(vision.difference(a, b) >= (count <= 5 ? 9.5 : 4.5)) }
        }
    }

    @Test("Diverging palettes: neighbours stay apart, and so do the two sides", arguments: ColorVision.allCases, Palette.diverging)
    func diverging(vision: ColorVision, palette: Palette) {
        for count in 2...9 {
            let colors = palette.colors(count)
            for (a, b) in zip(colors, colors.dropFirst()) { #expect(vision.difference(a, b) >= 11) }
            for place in 0..<(count / 2) { #expect(vision.difference(colors[place], colors[count - 1 - place]) >= 20) }
        }
    }

    @Test("Categories and the nine colours of two indicators: every pair stays apart", arguments: ColorVision.allCases)
    func everyPair(vision: ColorVision) throws {
        let lisa = LocalClass.allCases.map { $0.category.color }
        for colors in (Palette.qualitative + Palette.bivariate).map({ $0.colors($0.counts.upperBound) }) + [lisa] {
            for (place, a) in colors.enumerated() {
                for b in colors[..<place] { #expect(vision.difference(a, b) >= 13) }
            }
        }
    }

    @Test("Diverging palettes darken away from the pivot on both sides, and print in grey so", arguments: Palette.diverging)
    func grey(palette: Palette) {
        let luminances = palette.colors(9).map(\.luminance)
        #expect(Array(luminances[0...4]) == luminances[0...4].sorted() && Array(luminances[4...8].reversed()) == luminances[4...8].sorted())
    }

    @Test("Of two indicators, both high is the darkest colour and both low the palest", arguments: Palette.bivariate)
    func corners(palette: Palette) {
        let luminances = palette.colors(9).map(\.luminance)
        #expect(luminances.max() == luminances[0] && luminances.min() == luminances[8])
    }

    @Test("The letters of maps have a contrast of 4.5:1 with paper, and one of black or white with every colour of the square")
    func text() {
        #expect(Color(85, 92, 99).contrast(with: Color(255, 255, 255)) >= 4.5)
        for color in Palette.bivariate.flatMap({ $0.colors(9) }) {
            #expect(max(color.contrast(with: Color(26, 29, 33)), color.contrast(with: Color(255, 255, 255))) >= 4.5)
        }
    }
}

@Suite struct PaletteCatalogueTests {
    private struct Catalogue: Decodable {
        struct Entry: Decodable {
            let name: String
            let kind: String
            let `default`: Bool
            let counts: [Int]
            let colors: [String: [String]]
        }

        let palettes: [Entry]
    }

    @Test("The catalogue in JSON has every palette with the very colours of the maps, and one default a kind")
    func json() throws {
        let catalogue = try JSONDecoder().decode(Catalogue.self, from: Data(PaletteCatalogue.json()))
        #expect(catalogue.palettes.map(\.name) == Palette.all.map(\.name))
        for entry in catalogue.palettes {
            let palette = try #require(Palette(named: entry.name))
            #expect(entry.kind == palette.kind.rawValue && entry.counts == [palette.counts.lowerBound, palette.counts.upperBound])
            for count in palette.counts { #expect(entry.colors["\(count)"] == palette.colors(count).map(\.description)) }
        }
        #expect(catalogue.palettes.filter(\.default).map(\.kind) == PaletteKind.allCases.map(\.rawValue))
    }

    @Test("The list for people names every palette with its kind", arguments: Palette.all)
    func text(palette: Palette) {
        #expect(PaletteCatalogue.text(.french).contains(palette.name) && PaletteCatalogue.text(.english).contains(palette.label.english))
    }
}
