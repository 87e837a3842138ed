internal import GeoCore

/// What the cells of an XLSX workbook refer to: sheets, texts and number formats.
struct XLSXParts {
    let sheets: [Workbook.Sheet]
    let strings: SharedStrings
    /// Number format of each cell style.
    let formats: [CellFormat]
    let uses1904: Bool

    init(_ archive: ZipArchive) throws(ImportError) {
        let root = try Self.relations(archive, of: "")
        guard let workbook = root.values.first(where: { $0.type.hasSuffix("/officeDocument") })?.target else {
            throw archive.damaged("it does not say where its sheets are")
        }
        if workbook.hasSuffix(".bin") {
            throw ImportError("this is a binary workbook (XLSB)", location: archive.name, remedy: "Save it as .xlsx, or save the sheet as CSV.")
        }
        guard workbook.hasPrefix("xl/") else {
            throw ImportError("this is an Office document, not a workbook", location: archive.name, remedy: "Name a table (CSV, XLSX or ODS).")
        }
        let relations = try Self.relations(archive, of: workbook)
        (sheets, uses1904) = try Self.sheets(archive, workbook, relations)
        strings = try SharedStrings(archive, entry: relations.values.first { $0.type.hasSuffix("/sharedStrings") }?.target)
        formats = try Self.formats(archive, entry: relations.values.first { $0.type.hasSuffix("/styles") }?.target)
    }

    private struct Relation {
        let type: String
        let target: String
    }

    /// The relations of a part by their ids (ECMA-376-2, 9.3); of the package itself with an empty `part`.
    private static func relations(_ archive: ZipArchive, of part: String) throws(ImportError) -> [String: Relation] {
        let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
        let folder = part[..<cut]
        let scanner = try archive.scanner("\(folder)_rels/\(part[cut...]).rels")
        var relations: [String: Relation] = [:]
        while let event = try scanner.next() {
            guard event == .start, scanner.isElement("Relationship"), scanner.attribute("TargetMode") != "External",
                let id = scanner.attribute("Id"), let type = scanner.attribute("Type"), let target = scanner.attribute("Target")
            else { continue }
            relations[id] = Relation(type: type, target: entry(target, folder: folder))
        }
        return relations
    }

    /// The name in the archive of a part that a relation of `folder` names: absolute, or relative with `.` and `..`.
    private static func entry(_ target: String, folder: Substring) -> String {
        var segments: [Substring] = []
        let path = target.hasPrefix("/") ? target : folder + target
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        return segments.joined(separator: "/")
    }

    private static func sheets(
        _ archive: ZipArchive, _ workbook: String, _ relations: [String: Relation]
    ) throws(ImportError) -> ([Workbook.Sheet], uses1904: Bool) {
        var sheets: [Workbook.Sheet] = []
        var uses1904 = false
        let scanner = try archive.scanner(workbook)
        while let event = try scanner.next() {
            guard event == .start else { continue }
            if scanner.isElement("workbookPr") {
                uses1904 = ["1", "true"].contains(scanner.attribute("date1904") ?? "")
            } else if scanner.isElement("sheet"), let relation = scanner.attribute("id").flatMap({ relations[$0] }),
                relation.type.hasSuffix("/worksheet")
            {
                let state = scanner.attribute("state") ?? "visible"
                sheets.append(.init(name: scanner.attribute("name") ?? "", isHidden: state != "visible", part: relation.target))
            }
        }
        return (sheets, uses1904)
    }

    private static func formats(_ archive: ZipArchive, entry: String?) throws(ImportError) -> [CellFormat] {
        guard let entry, archive[entry] != nil else { return [] }
        var codes: [Int: CellFormat] = [:]
        var formats: [CellFormat] = []
        var isInCellFormats = false
        let scanner = try archive.scanner(entry)
        while let event = try scanner.next() {
            if event == .end, scanner.isElement("cellXfs") { break }
            guard event == .start else { continue }
            if scanner.isElement("numFmt") {
                guard let id = scanner.attribute("numFmtId").flatMap({ Int($0) }), let code = scanner.attribute("formatCode") else { continue }
                codes[id] = CellFormat(code: code)
            } else if scanner.isElement("cellXfs") {
                isInCellFormats = true
            } else if isInCellFormats, scanner.isElement("xf") {
                let id = scanner.attribute("numFmtId").flatMap { Int($0) } ?? 0
                formats.append(codes[id] ?? CellFormat(builtIn: id))
            }
        }
        return formats
    }
}

/// The texts that the cells of an XLSX workbook share, in one piece of memory.
struct SharedStrings {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private static let maximumBytes = 1 << 30

    var count: Int { ends.count }

    init(_ archive: ZipArchive, entry: String?) throws(ImportError) {
        guard let entry, archive[entry] != nil else { return }
        let scanner = try archive.scanner(entry)
        while let event = try scanner.next() {
            guard event == .start, scanner.isElement("si") else { continue }
            try XLSXText.append(scanner, closing: "si", to: &bytes)
            ends.append(bytes.count)
            guard bytes.count <= Self.maximumBytes else { throw archive.damaged("its texts are larger than \(Self.maximumBytes >> 20) MB") }
        }
    }

    subscript(index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

/// Text of XLSX: plain, or in runs of different looks.
enum XLSXText {
    /// Adds the text of the element just begun, up to its end; phonetic readings are left out.
    static func append(_ scanner: XMLScanner, closing element: StaticString, to out: inout [UInt8]) throws(ImportError) {
        let start = out.count
        var isInText = false
        while let event = try scanner.next() {
            switch event {
            case .start:
                if scanner.isElement("rPh") { try scanner.skipElement() } else { isInText = scanner.isElement("t") }
            case .text: if isInText { scanner.appendText(to: &out) }
            case .end:
                isInText = false
                if scanner.isElement(element) { return unescape(&out, from: start) }
            }
        }
        throw scanner.malformed("a text is not closed")
    }

    /// `_x000D_` stands for a character that XML cannot hold, or for itself when written `_x005F_x000D_` (ECMA-376-1, 22.9.2.19).
    private static func unescape(_ out: inout [UInt8], from start: Int) {
        guard let first = out[start...].firstIndex(of: UInt8(ascii: "_")), out.count - first >= 7 else { return }
        let text = Array(out[first...])
        out.removeSubrange(first...)
        var i = 0
        while i < text.count {
            if text[i] == UInt8(ascii: "_"), i + 7 <= text.count, text[i + 1] == UInt8(ascii: "x"), text[i + 6] == UInt8(ascii: "_"),
                let value = UInt32(String(decoding: text[(i + 2)..<(i + 6)], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value), value != 0
            {
                out.append(contentsOf: String(Character(scalar)).utf8)
                i += 7
            } else {
                out.append(text[i])
                i += 1
            }
        }
    }
}
