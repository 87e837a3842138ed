internal import GeoCore

/// The directory of a zip archive held in memory (PKWARE APPNOTE 6.3), as far as workbooks use it: stored and deflated entries, no encryption,
/// sizes of 32 or, where a program wrote them so (zip64, 4.5.3), of 64 bits.
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
        var (count, offset) = (word(end + 10), long(end + 16))
        if count == 0xFFFF || offset == 0xFFFF_FFFF { (count, offset) = try wideDirectory(before: end) }
        for _ in 0..<count {
            guard offset + 46 <= bytes.count, long(offset) == 0x0201_4B50 else { throw damaged("its directory is damaged") }
            let nameLength = word(offset + 28)
            let length = 46 + nameLength + word(offset + 30) + word(offset + 32)
            guard offset + length <= bytes.count else { throw damaged("its directory is damaged") }
            // Some programs for Windows write a backslash.
            let entryName = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)].map { $0 == 0x5C ? 0x2F : $0 }, as: UTF8.self)
            if let entry = try entry(entryName, directory: offset) { entries[entryName] = entry }
            offset += length
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
        var (length, size, local) = (long(offset + 20), long(offset + 24), long(offset + 42))
        if length == Self.isWide || size == Self.isWide || local == Self.isWide {
            let extra = offset + 46 + word(offset + 28)
            var wide = wideFields(in: extra..<(extra + word(offset + 30)))[...]
            // In this order, and only those that do not fit.
            if size == Self.isWide { size = wide.popFirst() ?? size }
            if length == Self.isWide { length = wide.popFirst() ?? length }
            if local == Self.isWide { local = wide.popFirst() ?? local }
        }
        guard local + 30 <= bytes.count, long(local) == 0x0403_4B50 else { throw damaged("the entry \(quoted(name)) is not where it should be") }
        let start = local + 30 + word(local + 26) + word(local + 28)
        guard length <= bytes.count, start + length <= bytes.count else {
            throw damaged("the entry \(quoted(name)) goes beyond the end of the file")
        }
        return Entry(name: name, isDeflated: method == 8, checksum: UInt32(long(offset + 16)), size: size, packed: start..<(start + length))
    }

    // MARK: - Zip64

    /// Stands in a field of 32 bits whose value has 64.
    private static let isWide = 0xFFFF_FFFF

    /// The values of an entry's extra field 1.
    private func wideFields(in extra: Range<Int>) -> [Int] {
        var offset = extra.lowerBound
        while offset + 4 <= extra.upperBound {
            let (kind, length) = (word(offset), word(offset + 2))
            if kind == 1 {
                let end = min(offset + 4 + length, extra.upperBound)
                return stride(from: offset + 4, through: end - 8, by: 8).map(wide)
            }
            offset += 4 + length
        }
        return []
    }

    /// How many entries there are, and where the directory begins, by the record that the locator before `end` points to.
    private func wideDirectory(before end: Int) throws(ImportError) -> (count: Int, offset: Int) {
        let locator = end - 20
        guard locator >= 0, long(locator) == 0x0706_4B50 else { throw damaged("its directory is damaged") }
        let record = wide(locator + 8)
        guard record + 56 <= bytes.count, long(record) == 0x0606_4B50 else { throw damaged("its directory is damaged") }
        let (count, offset) = (wide(record + 32), wide(record + 48))
        guard count <= bytes.count / 46, offset <= bytes.count else { throw damaged("its directory is damaged") }
        return (count, offset)
    }

    /// The end-of-directory record: the last one, before a comment of at most 65,535 bytes.
    private func directoryEnd() -> Int? {
        guard bytes.count >= 22 else { return nil }
        let last = bytes.count - 22
        return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first { long($0) == 0x0605_4B50 && $0 + 22 + word($0 + 20) <= bytes.count }
    }

    private func word(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    private func long(_ offset: Int) -> Int { word(offset) | word(offset + 2) << 16 }
    /// Eight bytes, as far as they mean something here: no file has 2⁴⁸ bytes.
    private func wide(_ offset: Int) -> Int { min(long(offset) | long(offset + 4) << 32 & 0x7FFF_FFFF_FFFF_FFFF, 1 << 48) }
}
