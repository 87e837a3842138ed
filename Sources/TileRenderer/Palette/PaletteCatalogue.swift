public import GeoCore

/// All palettes with their colours, for people and for programs: `geo map --list-palettes`, `/palettes`.
public enum PaletteCatalogue {
    /// How many colours are shown of a palette that has any number of them.
    private static let shown = 5

    /// `{"palettes":[{"name","kind","label_fr","label_en","counts":[least,most],"colors":{"3":[…],…}},…]}`; colours of each number there can be.
    public static func json() -> [UInt8] {
        var sink = ByteSink()
        sink.append("{\"palettes\":[")
        for (place, palette) in Palette.all.enumerated() {
            sink.append(place > 0 ? ",\n{" : "\n{")
            sink.appendJSONMembers([
                ("name", .text(palette.name)), ("kind", .text(palette.kind.rawValue)),
                ("default", .boolean(Palette.all.first { $0.kind == palette.kind } == palette)), ("label_fr", .text(palette.label.french)),
                ("label_en", .text(palette.label.english)), ("kind_fr", .text(palette.kind.label.french)),
                ("kind_en", .text(palette.kind.label.english)),
            ])
            sink.append(",\"counts\":[\(palette.counts.lowerBound),\(palette.counts.upperBound)],\"colors\":{")
            sink.appendJSONMembers(palette.counts.map { ("\($0)", .list(palette.colors($0).map(\.description))) })
            sink.append("}}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }

    /// A table in columns: name, kind, colours, what it looks like.
    public static func text(_ language: Language) -> String {
        let nameWidth = Palette.all.reduce(0) { max($0, $1.name.count) }
        let kindWidth = PaletteKind.allCases.reduce(0) { max($0, $1.rawValue.count) }
        func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
        return Palette.all.map { palette in
            let count = min(palette.counts.upperBound, max(palette.counts.lowerBound, palette.kind == .qualitative ? 8 : shown))
            let colors = palette.colors(count).map(\.description).joined(separator: " ")
            let head = "\(padded(palette.name, nameWidth))  \(padded(palette.kind.rawValue, kindWidth))  "
            return head + "\(palette.label(language))\n" + String(repeating: " ", count: head.count) + colors + "\n"
        }.joined()
    }
}
