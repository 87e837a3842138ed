/// What the first bytes of a file say about it.
enum TextSignature {
    static func startsWithByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// Refuses what is recognisably not delimited text, by name, with what to do instead.
    static func refuseOtherFormats(_ bytes: UnsafeBufferPointer<UInt8>, name: String) throws(ImportError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw ImportError("the text is UTF-16", location: name, remedy: "Export the table as CSV in UTF-8.")
        }
        for (signature, what, remedy) in known where bytes.starts(with: signature) {
            throw ImportError("this is \(what), not a delimited text", location: name, remedy: remedy)
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw ImportError(
                "byte \(offset) is NUL: this is binary data, not text", location: name, remedy: "Export the table as CSV in UTF-8.")
        }
    }

    /// The length of a first line `sep=X` as Excel writes it, line break included.
    static func excelSeparator(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= 6, bytes.starts(with: "sep=".utf8), bytes[4] >= 9, bytes[4] < 0x80, bytes[4] != 0x22 else { return nil }
        if bytes[5] == 0x0A { return 6 }
        guard bytes[5] == 0x0D else { return nil }
        return bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6
    }

    private static let known: [(signature: [UInt8], what: String, remedy: String)] = [
        (ZipArchive.signature, "a zip archive or a workbook (XLSX, ODS)", "Save the sheet as CSV in UTF-8."),
        (CompoundFile.signature, "an old Excel workbook (XLS)", "Save the sheet as CSV in UTF-8."),
        (Array("%PDF-".utf8), "a PDF", "Export the table as CSV in UTF-8."),
        (Array("SQLite format 3".utf8), "a SQLite database or a GeoPackage", "Export its layer as CSV in UTF-8."),
        ([0x1F, 0x8B], "a gzip archive", "Decompress it first."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an XZ archive", "Decompress it first: xz -dc FILE."),
    ]
}
