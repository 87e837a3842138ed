/// The rows of an XLSX sheet (ECMA-376-1, 18.3.1.73), read as they are unpacked.
final class XLSXRows: SheetRows {
    private let scanner: XMLScanner
    private let parts: XLSXParts
    private var lastRow = 0
    private var value: [UInt8] = []

    init(_ archive: ZipArchive, part: String, parts: XLSXParts) throws(ImportError) {
        scanner = try archive.scanner(part)
        self.parts = parts
    }

    func next(into row: inout DelimitedRecord) throws(ImportError) -> Bool {
        while let event = try scanner.next() {
            if event == .end, scanner.isElement("sheetData") { return false }
            guard event == .start, scanner.isElement("row") else { continue }
            lastRow = scanner.withAttribute("r", Self.number).flatMap(\.self) ?? lastRow + 1
            guard lastRow <= SheetBounds.rows else { throw scanner.malformed("it has more than \(SheetBounds.rows) rows") }
            row.reset(line: lastRow)
            try readCells(into: &row)
            if !row.fields.isEmpty { return true }
        }
        return false
    }

    private enum CellType {
        case number, shared, text, boolean, date
    }

    private func readCells(into row: inout DelimitedRecord) throws(ImportError) {
        var column = -1
        var type = CellType.number
        var style = 0
        while let event = try scanner.next() {
            switch event {
            case .start:
                if scanner.isElement("c") {
                    column = scanner.withAttribute("r", Self.column).flatMap(\.self) ?? column + 1
                    guard column < SheetBounds.columns else {
                        throw scanner.malformed("row \(row.line) has more than \(SheetBounds.columns) columns")
                    }
                    style = scanner.withAttribute("s", Self.number).flatMap(\.self) ?? 0
                    type = Self.type(scanner.attribute("t"))
                } else if column < 0 {
                    // A value outside any cell belongs nowhere.
                    try scanner.skipElement()
                } else if scanner.isElement("v") {
                    try readValue()
                    append(type, style, column, to: &row)
                } else if scanner.isElement("is") {
                    let start = row.storage.count
                    try XLSXText.append(scanner, closing: "is", to: &row.storage)
                    row.endField(from: start, column: column)
                } else {
                    try scanner.skipElement()
                }
                guard row.storage.count <= SheetBounds.recordBytes else { throw scanner.malformed("row \(row.line) is longer than 8 MB") }
            case .end: if scanner.isElement("row") { return }
            case .text: break
            }
        }
        throw scanner.malformed("row \(row.line) is not closed")
    }

    /// The text of `<v>`, up to its end.
    private func readValue() throws(ImportError) {
        value.removeAll(keepingCapacity: true)
        while let event = try scanner.next() {
            switch event {
            case .text: scanner.appendText(to: &value)
            case .end: return
            case .start: try scanner.skipElement()
            }
        }
    }

    private func append(_ type: CellType, _ style: Int, _ column: Int, to row: inout DelimitedRecord) {
        let start = row.storage.count
        switch type {
        case .shared:
            if let text = Self.number(value[...]).flatMap({ parts.strings[$0] }) { row.storage.append(contentsOf: text) }
        case .text: row.storage.append(contentsOf: value)
        case .date: row.storage.append(contentsOf: Self.day(value))
        case .boolean: row.storage.append(contentsOf: (value.first == UInt8(ascii: "1") ? "VRAI" : "FAUX").utf8)
        case .number: appendNumber(parts.formats.indices.contains(style) ? parts.formats[style] : .plain, to: &row.storage)
        }
        if row.storage.count > start { row.endField(from: start, column: column) }
    }

    private func appendNumber(_ format: CellFormat, to out: inout [UInt8]) {
        // Nearly all numbers are short and whole: they are their own text.
        if format == .plain, value.count < 16, value.allSatisfy({ $0 >= 48 && $0 <= 57 }), value.first != UInt8(ascii: "0") || value.count == 1 {
            return out.append(contentsOf: value)
        }
        let text = String(decoding: value, as: UTF8.self)
        out.append(contentsOf: (Double(text).map { format.text($0, uses1904: parts.uses1904) } ?? text).utf8)
    }

    private static func type(_ name: String?) -> CellType {
        switch name {
        case "s": .shared
        case "b": .boolean
        // A text that a formula gave, an error (#N/A): written as they are.
        case "str", "e", "inlineStr": .text
        case "d": .date
        default: .number
        }
    }

    /// A date in ISO 8601, without a time that says midnight.
    private static func day(_ date: [UInt8]) -> ArraySlice<UInt8> {
        let midnight = Array("T00:00:00".utf8)
        guard date.count >= 19, date[10..<19] == midnight[...], date[19...].allSatisfy({ $0 == 0x2E || $0 == 0x30 || $0 == 0x5A }) else {
            return date[...]
        }
        return date[..<10]
    }

    private static func number(_ digits: some Sequence<UInt8>) -> Int? {
        var value = 0
        var count = 0
        for byte in digits {
            guard byte >= 48, byte <= 57, count < 10 else { return nil }
            value = value * 10 + Int(byte - 48)
            count += 1
        }
        return count > 0 ? value : nil
    }

    /// The column (from 0) of a reference such as `AB12`.
    private static func column(_ reference: some Sequence<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            guard byte >= 65, byte <= 90 else { break }
            column = column * 26 + Int(byte - 64)
            if column > SheetBounds.columns { return column }
        }
        return column > 0 ? column - 1 : nil
    }
}
