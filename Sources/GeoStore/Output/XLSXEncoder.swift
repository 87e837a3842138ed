internal import CXLSXWriter
internal import Foundation
public import GeoCore

/// Writes workbooks as XLSX, by libxlsxwriter.
///
/// The same document gives the same bytes: the file carries the date of its data, and no other. Texts that begin with `=` stay texts. The
/// library writes to a file, which is made in the temporary folder and read back.
public enum XLSXEncoder {
    /// Excel takes no longer text in a cell.
    private static let longestText = 32_767

    /// - Throws: `OutputError` when the temporary folder cannot be written to, or there are more rows than a sheet holds (1,048,576).
    public static func encode(_ document: WorkbookDocument) throws(OutputError) -> [UInt8] {
        var template = Array((FileManager.default.temporaryDirectory.path + "/geo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .system(
                "a temporary folder cannot be made", FileManager.default.temporaryDirectory.path, errno)
        }
        let folder = String(
            decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/workbook.xlsx"
        try write(document, to: path, scratch: folder)
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw OutputError(
                "the workbook was not written", location: path,
                remedy: "Free some space there, or name another folder in TMPDIR.")
        }
        return Array(bytes)
    }

    private static func write(_ document: WorkbookDocument, to path: String, scratch: String)
        throws(OutputError)
    {
        let code: lxw_error = scratch.withCString { folder in
            var options = lxw_workbook_options(
                constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
            guard let workbook = workbook_new_opt(path, &options) else {
                return LXW_ERROR_MEMORY_MALLOC_FAILED
            }
            setProperties(of: workbook, document)
            var failure: lxw_error?
            for sheet in document.sheets {
                let code = SheetWriter(workbook, sheet)?.write() ?? LXW_ERROR_MEMORY_MALLOC_FAILED
                if code != LXW_NO_ERROR { failure = failure ?? code }
            }
            // Frees the workbook, whatever it answers.
            let closed = workbook_close(workbook)
            return failure ?? closed
        }
        guard code == LXW_NO_ERROR else {
            throw OutputError(
                "the workbook cannot be written: \(lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)")",
                location: nil,
                remedy: "Ask for CSV, which has no bounds.")
        }
    }

    private static func setProperties(
        of workbook: UnsafeMutablePointer<lxw_workbook>, _ document: WorkbookDocument
    ) {
        document.title.withCString { title in
            "geo".withCString { author in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                properties.created = time_t((document.date?.daysSince1970 ?? 3652) * 86_400)
                _ = workbook_set_properties(workbook, &properties)
            }
        }
    }

    /// Writes one sheet; its formats belong to the workbook.
    private struct SheetWriter {
        private let sheet: WorkbookDocument.Sheet
        private let worksheet: UnsafeMutablePointer<lxw_worksheet>
        private let heading: UnsafeMutablePointer<lxw_format>
        private let texts: [UnsafeMutablePointer<lxw_format>]
        private let states: [UnsafeMutablePointer<lxw_format>]
        /// By decimals; rows set apart after the others.
        private let numbers: [Int: [UnsafeMutablePointer<lxw_format>]]

        init?(_ workbook: UnsafeMutablePointer<lxw_workbook>, _ sheet: WorkbookDocument.Sheet) {
            self.sheet = sheet
            guard let worksheet = workbook_add_worksheet(workbook, sheet.name),
                let heading = workbook_add_format(workbook)
            else { return nil }
            self.worksheet = worksheet
            format_set_bold(heading)
            format_set_text_wrap(heading)
            format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color(heading, 0xE8EDF2)
            self.heading = heading
            func formats(_ set: (UnsafeMutablePointer<lxw_format>) -> Void) -> [UnsafeMutablePointer<
                lxw_format
            >] {
                [false, true].compactMap { isSetApart in
                    guard let format = workbook_add_format(workbook) else { return nil }
                    if isSetApart { format_set_bg_color(format, 0xF3F3F3) }
                    set(format)
                    return format
                }
            }
            texts = formats { format in
                // Codes stay texts when somebody edits the cell.
                format_set_num_format(format, "@")
                if sheet.isProse {
                    format_set_text_wrap(format)
                    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
                }
            }
            states = formats { format in
                format_set_italic(format)
                format_set_font_color(format, 0x666666)
                format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
            }
            var numbers: [Int: [UnsafeMutablePointer<lxw_format>]] = [:]
            for decimals in Set(sheet.columns.map(\.decimals)).sorted() {
                let pattern = "#,##0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
                numbers[decimals] = formats { format_set_num_format($0, pattern) }
            }
            self.numbers = numbers
            guard texts.count == 2, states.count == 2, numbers.values.allSatisfy({ $0.count == 2 }) else {
                return nil
            }
        }

        /// The first error of a cell, else that there was none.
        func write() -> lxw_error {
            var first = LXW_NO_ERROR
            func keep(_ code: lxw_error) { if first == LXW_NO_ERROR { first = code } }
            for (place, column) in sheet.columns.enumerated() {
                keep(worksheet_set_column(worksheet, lxw_col_t(place), lxw_col_t(place), column.width, nil))
                keep(
                    worksheet_write_string(worksheet, 0, lxw_col_t(place), bounded(column.heading), heading))
            }
            for (number, row) in sheet.rows.enumerated() {
                for (place, cell) in row.cells.enumerated() {
                    keep(
                        write(
                            cell, lxw_row_t(number + 1), lxw_col_t(place), sheet.columns[place].decimals,
                            row.isSetApart ? 1 : 0))
                }
            }
            worksheet_freeze_panes(worksheet, 1, lxw_col_t(sheet.frozenColumns))
            worksheet_set_landscape(worksheet)
            worksheet_set_paper(worksheet, 9)
            worksheet_fit_to_pages(worksheet, 1, 0)
            keep(worksheet_repeat_rows(worksheet, 0, 0))
            return first
        }

        private func write(
            _ cell: WorkbookDocument.Cell, _ row: lxw_row_t, _ column: lxw_col_t, _ decimals: Int,
            _ variant: Int
        ) -> lxw_error {
            switch cell {
            case .text(let text):
                worksheet_write_string(worksheet, row, column, bounded(text), texts[variant])
            case .number(let number):
                worksheet_write_number(worksheet, row, column, number, numbers[decimals]?[variant])
            case .state(let text):
                worksheet_write_string(worksheet, row, column, bounded(text), states[variant])
            case .empty: worksheet_write_blank(worksheet, row, column, texts[variant])
            }
        }

        private func bounded(_ text: String) -> String {
            text.utf16.count <= longestText ? text : String(text.prefix(longestText / 4))
        }
    }
}
