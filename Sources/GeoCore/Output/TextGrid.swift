/// Cells in columns for a terminal: text to the left, numbers to the right, long headings on several lines.
struct TextGrid {
    var header: [String]
    var lines: [[String]]
    /// How many columns at the left hold text.
    var textColumns: Int

    /// A heading that is wider than its column is broken between words, but not below this.
    var narrowest = 8

    /// Width of each column: that of its cells, and of its heading once broken.
    private var widths: [Int] {
        header.indices.map { column in
            let cells = lines.map { $0[column].count }.max() ?? 0
            let words = Self.words(header[column]).map(\.count).max() ?? 0
            return column < textColumns ? max(cells, header[column].count) : max(cells, words, min(narrowest, header[column].count))
        }
    }

    var width: Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }

    /// The heading, a rule, the lines, a rule.
    func text() -> String {
        let widths = widths
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                text += (column > 0 ? "  " : "") + (column < textColumns ? cell + padding : padding + cell)
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        let headings = header.indices.map { Self.wrapped(header[$0], width: widths[$0]) }
        let height = headings.map(\.count).max() ?? 1
        var out = ""
        for place in 0..<height {
            // Headings stand on the rule.
            out += line(headings.map { lines in place < height - lines.count ? "" : lines[place - (height - lines.count)] })
        }
        let rule = String(repeating: "─", count: width) + "\n"
        return out + rule + lines.map(line).joined() + rule
    }

    /// A pipe table.
    func markdown() -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ") + " |\n"
        }
        return line(header) + "|" + header.indices.map { $0 < textColumns ? " --- |" : " ---: |" }.joined() + "\n" + lines.map(line).joined()
    }

    /// The words of a text on lines of at most `width` characters; a longer word has a line of its own.
    static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        for word in words(text) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append((lines.isEmpty ? "" : indent) + word)
            }
        }
        return lines.isEmpty ? [""] : lines
    }

    /// What a line may be broken between: not within a number (`10 000`), nor before a sign that French sets apart (`:`, `%`), nor after a slash.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for part in text.split(separator: " ") {
            if let last = words.last, let end = last.last, let first = part.first,
                (end.isNumber && first.isNumber) || end == "/" || (part.count == 1 && ":;?!%»".contains(first)) || end == "«"
            {
                words[words.count - 1] = last + " " + part
            } else {
                words.append(String(part))
            }
        }
        return words
    }
}
