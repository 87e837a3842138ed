internal import GeoCore

/// A table read row by row: delimited text or the sheet of a workbook. What follows does not tell the difference.
public protocol TableReader: AnyObject {
    /// What messages call the table.
    var name: String { get }
    /// The names of the columns, as written.
    var header: [String] { get }
    /// The line of the file or the row of the sheet that the header stands on; 0 without one.
    var headerLine: Int { get }
    /// What separates fields where the table is written again as text.
    var delimiter: UInt8 { get }
    /// What a person should know of the table as a whole.
    var notes: [String] { get }

    /// Replaces `record` by the next one, reusing its memory; `false` at the end.
    func read(into record: inout DelimitedRecord) throws(ImportError) -> Bool
}

/// Opens tables by what they are, not by what their names end with.
public enum TableFile {
    /// - Parameters:
    ///   - sheet: of a workbook: a sheet's name or its number from 1; `nil`: the first that is not hidden.
    ///   - columns: `meaning=header` pairs of the user; they help to find the header below a title.
    /// - Throws: `ImportError` when the source is neither text nor a workbook, or has no such sheet.
    public static func open(_ source: ByteSource, sheet: String? = nil, columns: [String] = []) throws(ImportError) -> any TableReader {
        let start = try source.peek(8)
        if start.starts(with: ZipArchive.signature) {
            let workbook = try Workbook(try source.readAll(limit: Workbook.maximumBytes), name: source.name)
            return try SpreadsheetReader(workbook, sheet: sheet, columns: columns)
        }
        if start.starts(with: CompoundFile.signature) {
            throw CompoundFile.refusal(try source.readAll(limit: Workbook.maximumBytes), name: source.name)
        }
        guard sheet == nil else {
            throw ImportError("--sheet: this is text, not a workbook", location: source.name, remedy: "Leave --sheet out.", kind: .usage)
        }
        var options = DelimitedTextReader.Options()
        options.headerSearch = HeaderSearch(columns: columns)
        if let order = UTF16Text.byteOrder(of: start) {
            // What Excel saves as « Texte Unicode ».
            options.encoding = .utf8
            return try DelimitedTextReader(UTF16Text.utf8(of: source, in: order), options: options)
        }
        return try DelimitedTextReader(source, options: options)
    }
}

/// The container of old Office formats and of encrypted new ones (MS-CFB), which is recognised and refused.
enum CompoundFile {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// An encrypted workbook holds a stream « EncryptedPackage », named in UTF-16 in a directory that may stand anywhere in the file.
    static func refusal(_ bytes: [UInt8], name: String) -> ImportError {
        let mark: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
        if bytes.contains(mark) {
            return ImportError(
                "the workbook is protected by a password", location: name, remedy: "Save it without a password, or save the sheet as CSV.")
        }
        return ImportError("this is an old Excel workbook (.xls)", location: name, remedy: "Open it and save it as .xlsx, or save the sheet as CSV.")
    }
}
