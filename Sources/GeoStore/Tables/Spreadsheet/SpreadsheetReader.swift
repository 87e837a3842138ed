internal import GeoCore

/// Reads the sheet of a workbook as a table: cells as text, rows that hold nothing left out, lines numbered as the rows of the sheet.
///
/// The sheet is gone through twice: once to know how wide it is and where its header stands, once to give its rows. Memory holds the packed
/// workbook, its shared texts and one row.
public final class SpreadsheetReader: TableReader {
    public let name: String
    public let header: [String]
    public let headerLine: Int
    public let notes: [String]
    public var delimiter: UInt8 { UInt8(ascii: ",") }

    private let rows: any SheetRows
    private let width: Int

    /// - Throws: `ImportError` when there is no such sheet, it is empty, or the workbook is damaged.
    init(_ workbook: Workbook, sheet wanted: String?, columns: [String]) throws(ImportError) {
        let sheet = try workbook.sheet(wanted)
        name = workbook.archive.name
        var survey = SheetSurvey(columns: columns)
        let first = try workbook.rows(of: sheet)
        var record = DelimitedRecord()
        while try first.next(into: &record) { try survey.add(record, name: name) }
        guard let header = survey.search.header else {
            throw ImportError(
                "the sheet \(quoted(sheet.name)) is empty", location: name,
                remedy: workbook.sheets.count > 1
                    ? "Name another with --sheet: \(workbook.sheets.map(\.name).joined(separator: ", "))." : "Fill it, or name another file.")
        }
        width = survey.width
        var names = header.values
        while names.count < width { names.append("") }
        self.header = names
        headerLine = header.line
        var notes: [String] = []
        if wanted == nil, workbook.sheets.count(where: { !$0.isHidden }) > 1 {
            notes.append(
                "the sheet \(quoted(sheet.name)) is read; the others: \(workbook.sheets.filter { $0 != sheet }.map(\.name).joined(separator: ", "))")
        }
        if survey.search.rowsAbove > 0 { notes.append(survey.search.note(line: header.line, word: "row")) }
        self.notes = notes
        rows = try workbook.rows(of: sheet)
        while try rows.next(into: &record), record.line < headerLine {}
    }

    public func read(into record: inout DelimitedRecord) throws(ImportError) -> Bool {
        repeat { guard try rows.next(into: &record) else { return false } } while record.isBlank
        record.pad(to: width)
        return true
    }
}

/// What one look over a sheet tells: its width, and which of its first rows names the columns.
private struct SheetSurvey {
    private(set) var width = 0
    private(set) var search: HeaderSearch
    private var bytes = 0

    init(columns: [String]) { search = HeaderSearch(columns: columns) }

    mutating func add(_ row: DelimitedRecord, name: String) throws(ImportError) {
        guard !row.isBlank else { return }
        bytes += row.storage.count + row.fields.count
        guard bytes <= ZipArchive.maximumEntryBytes else { throw ImportError("the sheet is larger than 3 GB", location: name) }
        let last = row.fields.indices.last { index in !row.bytes(at: index).allSatisfy { $0 == 0x20 } }
        width = max(width, (last ?? 0) + 1)
        search.look(at: row)
    }
}
