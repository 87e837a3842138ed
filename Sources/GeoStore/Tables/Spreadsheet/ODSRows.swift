internal import GeoCore

/// The rows of an ODS sheet (OpenDocument 1.3 part 3, 9.1), read as they are unpacked.
///
/// Runs of equal rows and cells are written out; runs of empty ones, which fill a sheet to its last row, cost nothing.
final class ODSRows: SheetRows {
    private static let content = "content.xml"

    private let scanner: XMLScanner
    private var lastRow = 0
    /// The last row read is still to be given so many times.
    private var repeats = 0
    private var repeated = DelimitedRecord()

    init(_ archive: ZipArchive, sheet: String) throws(ImportError) {
        scanner = try archive.scanner(Self.content)
        while let event = try scanner.next() {
            if event == .start, scanner.isElement("table"), scanner.attribute("name") == sheet { return }
        }
        throw archive.damaged("the sheet \(quoted(sheet)) is gone")
    }

    static func sheets(_ archive: ZipArchive) throws(ImportError) -> [Workbook.Sheet] {
        let scanner = try archive.scanner(content)
        var sheets: [Workbook.Sheet] = []
        var isSpreadsheet = false
        var depth = 0
        // A sheet is hidden by its style; the styles come first.
        var style: String?
        var hiddenStyles: Set<String> = []
        while let event = try scanner.next() {
            switch event {
            case .start:
                if scanner.isElement("spreadsheet") { isSpreadsheet = true }
                if scanner.isElement("style") { style = scanner.attribute("name") }
                if !isSpreadsheet, scanner.isElement("table-properties"), scanner.attribute("display") == "false", let style {
                    hiddenStyles.insert(style)
                }
                if scanner.isElement("table") {
                    // A table inside a cell is not a sheet.
                    if depth == 0 {
                        let isHidden = scanner.attribute("style-name").map(hiddenStyles.contains) ?? false
                        sheets.append(.init(name: scanner.attribute("name") ?? "", isHidden: isHidden, part: ""))
                    }
                    depth += 1
                }
            case .end: if scanner.isElement("table") { depth -= 1 }
            case .text: break
            }
        }
        guard isSpreadsheet else {
            throw ImportError("this is an OpenDocument text or drawing, not a workbook", location: archive.name)
        }
        return sheets
    }

    /// Says plainly that a password is needed, rather than that the unreadable bytes are no XML.
    static func refuseEncryption(_ archive: ZipArchive) throws(ImportError) {
        guard archive["META-INF/manifest.xml"] != nil else { return }
        let scanner = try archive.scanner("META-INF/manifest.xml")
        while let event = try scanner.next() {
            guard event == .start, scanner.isElement("encryption-data") else { continue }
            throw ImportError(
                "the workbook is protected by a password", location: archive.name, remedy: "Save it without a password, or save the sheet as CSV.")
        }
    }

    func next(into row: inout DelimitedRecord) throws(ImportError) -> Bool {
        if repeats > 0 {
            repeats -= 1
            lastRow += 1
            row = repeated
            row.line = lastRow
            return true
        }
        while let event = try scanner.next() {
            if event == .end, scanner.isElement("table") { return false }
            guard event == .start else { continue }
            // A drawing anchored to the sheet may hold tables and rows of its own.
            if scanner.isElement("shapes") {
                try scanner.skipElement()
                continue
            }
            guard scanner.isElement("table-row") else { continue }
            let times = max(1, scanner.attribute("number-rows-repeated").flatMap { Int($0) } ?? 1)
            row.reset(line: lastRow + 1)
            try readCells(into: &row)
            if row.fields.isEmpty {
                lastRow = min(lastRow &+ times, SheetBounds.rows)
                continue
            }
            lastRow += 1
            repeats = min(times - 1, max(0, SheetBounds.rows - lastRow))
            if repeats > 0 { repeated = row }
            return true
        }
        return false
    }

    private func readCells(into row: inout DelimitedRecord) throws(ImportError) {
        var column = 0
        while let event = try scanner.next() {
            switch event {
            case .start where scanner.isElement("table-cell"):
                let times = max(1, scanner.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1)
                let start = row.storage.count
                try readCell(into: &row.storage)
                if row.storage.count > start {
                    guard column + times <= SheetBounds.columns else {
                        throw scanner.malformed("row \(row.line) has more than \(SheetBounds.columns) columns")
                    }
                    row.endField(from: start, column: column)
                    if let field = row.fields.last { for _ in 1..<max(times, 1) { row.fields.append(field) } }
                }
                column = min(column &+ times, SheetBounds.columns)
                guard row.storage.count <= SheetBounds.recordBytes else { throw scanner.malformed("row \(row.line) is longer than 8 MB") }
            case .start where scanner.isElement("covered-table-cell"):
                column += max(1, scanner.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1)
                column = min(column, SheetBounds.columns)
                try scanner.skipElement()
            case .start: try scanner.skipElement()
            case .end: if scanner.isElement("table-row") { return }
            case .text: break
            }
        }
        throw scanner.malformed("row \(row.line) is not closed")
    }

    private func readCell(into out: inout [UInt8]) throws(ImportError) {
        let type = scanner.attribute("value-type")
        let number = scanner.attribute("value").flatMap { Double($0) }
        let date = scanner.attribute("date-value")
        let time = scanner.attribute("time-value")
        let boolean = scanner.attribute("boolean-value")
        let start = out.count
        try readParagraphs(into: &out)
        let text: String?
        switch type {
        case "float", "currency", "percentage":
            text = number.map { Self.keepsZeros(out[start...], of: $0) ? String(decoding: out[start...], as: UTF8.self) : NumberText.plain($0) }
        case "date": text = date.map { $0.hasSuffix("T00:00:00") ? String($0.dropLast(9)) : $0 }
        case "time": text = time.flatMap(Self.clock)
        case "boolean": text = boolean.map { $0 == "true" ? "VRAI" : "FAUX" }
        default: text = nil
        }
        if let text {
            out.removeSubrange(start...)
            out.append(contentsOf: text.utf8)
        }
    }

    /// The displayed text is the number's digits with zeros in front, perhaps in groups: a postcode or a telephone number.
    private static func keepsZeros(_ displayed: ArraySlice<UInt8>, of value: Double) -> Bool {
        guard displayed.first == UInt8(ascii: "0"), displayed.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 0x20 }) else { return false }
        let digits = displayed.filter { $0 != 0x20 }
        let plain = Array(NumberText.plain(value).utf8)
        return digits.count > plain.count && digits.suffix(plain.count) == plain[...] && digits.dropLast(plain.count).allSatisfy { $0 == 48 }
    }

    /// `PT10H30M00S` as `10:30:00`.
    private static func clock(_ duration: String) -> String? {
        guard duration.hasPrefix("PT") else { return nil }
        let parts = duration.dropFirst(2).split { !$0.isNumber }
        guard parts.count >= 3 else { return nil }
        return "\(parts[0]):\(parts[1]):\(parts[2])"
    }

    /// The paragraphs of the cell just begun, one a line, up to its end; notes and drawings are left out.
    private func readParagraphs(into out: inout [UInt8]) throws(ImportError) {
        let start = out.count
        var paragraphs = 0
        var depth = 0
        while let event = try scanner.next() {
            switch event {
            case .start:
                if scanner.isElement("annotation") || scanner.isElement("frame") || scanner.isElement("table") {
                    try scanner.skipElement()
                    continue
                }
                depth += 1
                if scanner.isElement("p"), depth == 1 {
                    if paragraphs > 0 { out.append(0x0A) }
                    paragraphs += 1
                } else if scanner.isElement("s") {
                    let count = scanner.attribute("c").flatMap { Int($0) } ?? 1
                    out.append(contentsOf: repeatElement(0x20, count: min(max(count, 1), 1000)))
                } else if scanner.isElement("tab") {
                    out.append(0x09)
                } else if scanner.isElement("line-break") {
                    out.append(0x0A)
                }
            case .text: if depth > 0 { scanner.appendText(to: &out) }
            case .end:
                if depth == 0 { return }
                depth -= 1
            }
            guard out.count - start <= SheetBounds.recordBytes else { throw scanner.malformed("a cell is longer than 8 MB") }
        }
    }
}
