internal import GeoCore

/// The directory of a zip archive held in memory (PKWARE APPNOTE 6.3), as far as workbooks use it: stored and deflated entries, no encryption.
///
/// Every offset is checked against the bytes there are: a damaged or hostile archive ends in an error, never in a fault.
struct ZipArchive {
    struct Entry {
        let name: String
        let isDeflated: Bool
        let checksum: UInt32
        let size: Int
        /// Where the packed bytes stand in the archive.
        let packed: Range<Int>
    }

    static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    /// What messages call the archive.
    let name: String
    let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// - Throws: `ImportError` when the directory is missing (a truncated file), damaged, or holds encrypted entries.
    init(_ bytes: [UInt8], name: String) throws(ImportError) {
        self.name = name
        self.bytes = bytes
        guard let end = directoryEnd() else { throw damaged("its directory is missing: the file was cut") }
        let count = word(end + 10)
        var offset = long(end + 16)
        guard count != 0xFFFF, offset != 0xFFFF_FFFF else { throw damaged("it is larger than a workbook can be") }
        for _ in 0..<count {
            guard offset >= 0, offset + 46 <= bytes.count, long(offset) == 0x0201_4B50 else { throw damaged("its directory is damaged") }
            let nameLength = word(offset + 28)
            guard offset + 46 + nameLength <= bytes.count else { throw damaged("its directory is damaged") }
            let entryName = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self)
            if let entry = try entry(entryName, directory: offset) { entries[entryName] = entry }
            offset += 46 + nameLength + word(offset + 30) + word(offset + 32)
        }
    }

    subscript(name: String) -> Entry? { entries[name] }

    var names: [String] { entries.keys.sorted() }

    func damaged(_ what: String) -> ImportError {
        ImportError("the workbook cannot be read: \(what)", location: name, remedy: "Open it in a spreadsheet program and save it again.")
    }

    private func entry(_ name: String, directory offset: Int) throws(ImportError) -> Entry? {
        let method = word(offset + 10)
        guard word(offset + 8) & 1 == 0 else {
            throw ImportError(
                "the workbook is protected by a password", location: self.name, remedy: "Save it without a password, or save the sheet as CSV.")
        }
        guard method == 0 || method == 8 else { return nil }
        let local = long(offset + 42)
        guard local + 30 <= bytes.count, long(local) == 0x0403_4B50 else { throw damaged("the entry \(quoted(name)) is not where it should be") }
        let start = local + 30 + word(local + 26) + word(local + 28)
        let length = long(offset + 20)
        guard start + length <= bytes.count else { throw damaged("the entry \(quoted(name)) goes beyond the end of the file") }
        return Entry(
            name: name, isDeflated: method == 8, checksum: UInt32(long(offset + 16)), size: long(offset + 24), packed: start..<(start + length))
    }

    /// The end-of-directory record: the last one, before a comment of at most 65,535 bytes.
    private func directoryEnd() -> Int? {
        guard bytes.count >= 22 else { return nil }
        let last = bytes.count - 22
        return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first { long($0) == 0x0605_4B50 && $0 + 22 + word($0 + 20) <= bytes.count }
    }

    private func word(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    private func long(_ offset: Int) -> Int { word(offset) | word(offset + 2) << 16 }
}
