internal import GeoCore

/// A workbook in memory, XLSX (ECMA-376) or ODS (OASIS OpenDocument), and the sheets it holds.
struct Workbook {
    struct Sheet: Hashable {
        let name: String
        let isHidden: Bool
        /// The entry of the archive that holds its cells; empty for ODS, which keeps all sheets in one.
        let part: String
    }

    private enum Format {
        case xlsx(XLSXParts)
        case ods
    }

    /// What a workbook may weigh on disk: it is read into memory as it is, packed.
    static let maximumBytes = 512 << 20

    let archive: ZipArchive
    let sheets: [Sheet]
    private let format: Format

    /// - Throws: `ImportError` when the bytes are no workbook, are damaged or protected by a password.
    init(_ bytes: [UInt8], name: String) throws(ImportError) {
        archive = try ZipArchive(bytes, name: name)
        if archive["xl/workbook.xml"] != nil || archive["_rels/.rels"] != nil && archive["content.xml"] == nil {
            let parts = try XLSXParts(archive)
            sheets = parts.sheets
            format = .xlsx(parts)
        } else if archive["content.xml"] != nil {
            try ODSRows.refuseEncryption(archive)
            sheets = try ODSRows.sheets(archive)
            format = .ods
        } else {
            throw ImportError(
                "this is a zip archive, not a workbook", location: name, remedy: "Unpack it and name the table in it (CSV, XLSX or ODS).")
        }
        guard !sheets.isEmpty else { throw ImportError("the workbook has no sheet with cells", location: name) }
    }

    /// The sheet asked for by name or number (from 1), else the first that is not hidden.
    ///
    /// - Throws: `ImportError` that lists the sheets.
    func sheet(_ wanted: String?) throws(ImportError) -> Sheet {
        guard let wanted else { return sheets.first { !$0.isHidden } ?? sheets[0] }
        if let sheet = sheets.first(where: { $0.name == wanted }) { return sheet }
        let key = SearchKey.fold(wanted)
        let alike = sheets.filter { SearchKey.fold($0.name) == key }
        if alike.count == 1 { return alike[0] }
        if let number = Int(wanted), sheets.indices.contains(number - 1) { return sheets[number - 1] }
        let list = sheets.enumerated().map { "\($0.offset + 1) \($0.element.name)\($0.element.isHidden ? " (hidden)" : "")" }
        throw ImportError(
            "there is no sheet \(quoted(wanted))", location: archive.name, remedy: "Its sheets are: \(list.joined(separator: ", ")).",
            kind: .usage)
    }

    func rows(of sheet: Sheet) throws(ImportError) -> any SheetRows {
        switch format {
        case .xlsx(let parts): try XLSXRows(archive, part: sheet.part, parts: parts)
        case .ods: try ODSRows(archive, sheet: sheet.name)
        }
    }
}

extension ZipArchive {
    func scanner(_ entry: String) throws(ImportError) -> XMLScanner {
        guard let found = self[entry] else { throw damaged("it has no \(entry)") }
        return XMLScanner(try source(of: found))
    }
}
