import Foundation

/// Writes small workbooks part by part, so that a test says exactly what stands in the file.
enum WorkbookBuilder {
    /// A zip archive of stored entries (PKWARE APPNOTE 6.3).
    ///
    /// - Parameter isWide: sizes and offsets are written with 64 bits (zip64), as programs do that do not know them beforehand.
    static func zip(
        _ entries: [(name: String, content: String)], flags: UInt16 = 0, claimedSize: UInt32? = nil, isWide: Bool = false
    ) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let bytes = Array(content.utf8)
            let offset = UInt32(out.count)
            var fields: [UInt8] = []
            append(UInt16(20), &fields)
            append(flags, &fields)
            append(UInt16(0), &fields)
            append(UInt32(0), &fields)
            append(crc32(bytes), &fields)
            append(UInt32(bytes.count), &fields)
            append(claimedSize ?? UInt32(bytes.count), &fields)
            append(UInt16(name.utf8.count), &fields)
            append(UInt16(0), &fields)
            append(UInt32(0x0403_4B50), &out)
            out += fields + Array(name.utf8) + bytes
            var extra: [UInt8] = []
            if isWide {
                fields.replaceSubrange(14..<22, with: [UInt8](repeating: 0xFF, count: 8))
                fields.replaceSubrange(24..<26, with: [28, 0])
                append(UInt16(1), &extra)
                append(UInt16(24), &extra)
                for value in [UInt64(claimedSize ?? UInt32(bytes.count)), UInt64(bytes.count), UInt64(offset)] { append(value, &extra) }
            }
            append(UInt32(0x0201_4B50), &directory)
            append(UInt16(20), &directory)
            directory += fields
            append(UInt16(0), &directory)
            append(UInt16(0), &directory)
            append(UInt16(0), &directory)
            append(UInt32(0), &directory)
            append(isWide ? UInt32.max : offset, &directory)
            directory += Array(name.utf8) + extra
        }
        let start = UInt32(out.count)
        out += directory
        if isWide {
            let record = UInt64(out.count)
            append(UInt32(0x0606_4B50), &out)
            append(UInt64(44), &out)
            append(UInt64(45 << 16 | 45), &out)
            append(UInt32(0), &out)
            for value in [entries.count, entries.count, directory.count, Int(start)] { append(UInt64(value), &out) }
            append(UInt32(0x0706_4B50), &out)
            append(UInt32(0), &out)
            append(record, &out)
            append(UInt32(1), &out)
        }
        append(UInt32(0x0605_4B50), &out)
        append(UInt32(0), &out)
        append(isWide ? UInt16.max : UInt16(entries.count), &out)
        append(isWide ? UInt16.max : UInt16(entries.count), &out)
        append(isWide ? UInt32.max : UInt32(directory.count), &out)
        append(isWide ? UInt32.max : start, &out)
        append(UInt16(0), &out)
        return out
    }

    /// An XLSX of one sheet for each pair; `rows` is what stands inside `<sheetData>`, `relations` the namespace of their types, `folder` what
    /// stands before the targets of the workbook's relations.
    static func xlsx(
        _ sheets: [(name: String, rows: String)], strings: String = "", formats: String = "", workbookProperties: String = "", state: String = "",
        relations: String = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", folder: String = "", isWide: Bool = false
    ) -> [UInt8] {
        var entries = [
            (
                name: "_rels/.rels",
                content:
                    "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"a\" Type=\"\(relations)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
            ),
            (name: "xl/sharedStrings.xml", content: "<sst>\(strings)</sst>"),
            (name: "xl/styles.xml", content: "<styleSheet>\(formats)</styleSheet>"),
        ]
        var list = ""
        var targets = ""
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 9)\" \(index == 0 ? state : "") r:id=\"r\(index)\"/>"
            targets += "<Relationship Id=\"r\(index)\" Type=\"\(relations)/worksheet\" Target=\"\(folder)worksheets/s\(index).xml\"/>"
            entries.append((name: "xl/worksheets/s\(index).xml", content: "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>"))
        }
        targets += "<Relationship Id=\"t\" Type=\"\(relations)/sharedStrings\" Target=\"\(folder)sharedStrings.xml\"/>"
        targets += "<Relationship Id=\"u\" Type=\"\(relations)/styles\" Target=\"\(folder)styles.xml\"/>"
        entries.append((name: "xl/workbook.xml", content: "<workbook>\(workbookProperties)<sheets>\(list)</sheets></workbook>"))
        entries.append((name: "xl/_rels/workbook.xml.rels", content: "<Relationships>\(targets)</Relationships>"))
        return zip(entries, isWide: isWide)
    }

    /// An ODS; `tables` is what stands inside `<office:spreadsheet>`, `styles` inside `<office:automatic-styles>`.
    static func ods(_ tables: String, styles: String = "") -> [UInt8] {
        zip([
            (name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet"),
            (
                name: "content.xml",
                content:
                    "<office:document-content><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>"
            ),
        ])
    }

    private static func append(_ value: some FixedWidthInteger, _ out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    /// CRC-32 of ISO 3309, bit by bit.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
