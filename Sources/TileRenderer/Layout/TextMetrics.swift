/// How wide a text is in Liberation Sans or Arial, and where its lines break.
struct TextMetrics: Sendable {
    let size: Double
    let isBold: Bool

    init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// In the unit of `size`. Kerning, which only narrows, is left out; a character the table lacks counts as an em.
    func width(_ text: some StringProtocol) -> Double {
        var units = 0
        for scalar in text.unicodeScalars { units += advance(scalar.value) }
        return Double(units) * size / 2048
    }

    private func advance(_ scalar: UInt32) -> Int {
        if (0x300...0x36F).contains(scalar) { return 0 }
        let latin = isBold ? LiberationSansWidths.boldLatin : LiberationSansWidths.regularLatin
        if scalar >= 0x20, scalar < 0x20 + UInt32(latin.count), latin[Int(scalar - 0x20)] > 0 { return Int(latin[Int(scalar - 0x20)]) }
        let others = isBold ? LiberationSansWidths.boldOthers : LiberationSansWidths.regularOthers
        return others[scalar].map(Int.init) ?? 2048
    }

    /// The text in lines no wider than `limit`, broken at spaces; punctuation that French sets apart stays with its word, and a word wider than a line
    /// is broken behind a hyphen, or cut where it has none. Beyond `maxLines` the last line ends in an ellipsis.
    func wrap(_ text: String, width limit: Double, maxLines: Int = .max) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in Self.words(text) {
            let longer = line.isEmpty ? word : line + " " + word
            if width(longer) <= limit {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = word
            while width(line) > limit {
                let cut = fitting(line, limit)
                lines.append(String(line.prefix(cut)))
                line = String(line.dropFirst(cut))
            }
        }
        if !line.isEmpty { lines.append(line) }
        if lines.count > maxLines {
            lines = Array(lines.prefix(maxLines))
            var last = lines[maxLines - 1]
            while !last.isEmpty && width(last + "…") > limit { last.removeLast() }
            lines[maxLines - 1] = last + "…"
        }
        return lines
    }

    /// The width that a column needs in order to cut no word of the text.
    func widestWord(_ text: String) -> Double {
        Self.words(text).reduce(0) { widest, word in
            word.split(separator: "-").reduce(widest) { max($0, width($1.endIndex < word.endIndex ? $1 + "-" : $1)) }
        }
    }

    /// How many characters of a word fit on a line, one at least: as far as the last hyphen between letters, if there is one.
    private func fitting(_ word: String, _ limit: Double) -> Int {
        var count = 0
        var whole = 0
        var used = 0.0
        var before: Character = "-"
        for character in word {
            used += width(String(character))
            if used > limit { break }
            count += 1
            if character == "-", before.isLetter { whole = count }
            before = character
        }
        return max(1, whole > 0 ? whole : count)
    }

    /// Words with the signs that stand apart from them in French: no line begins with `:` or ends with `«`.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var opening = ""
        for part in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }) {
            switch part {
            case ":", ";", "!", "?", "»", "%", "–":
                if let last = words.popLast() { words.append(last + "\u{A0}" + part) } else { words.append(String(part)) }
            case "«": opening += part + "\u{A0}"
            default:
                words.append(opening + part)
                opening = ""
            }
        }
        if !opening.isEmpty { words.append(opening) }
        return words
    }
}
