/// One row of a delimited table: its fields as UTF-8 bytes, and where it began.
///
/// Made to be reused (`DelimitedTextReader.read(into:)`): fields become `String` only when they are asked for.
public struct DelimitedRecord: Sendable {
    /// Physical line of the file (from 1) on which the record begins.
    public internal(set) var line = 0
    /// What is unusual about the record; empty for nearly all.
    public internal(set) var flaws: [Flaw] = []
    /// The delimiter that stands between the fields in `storage`, when they stand there in one run as they were read, none of them quoted.
    var plainDelimiter: UInt8?
    var storage: [UInt8] = []
    var fields: [Range<Int>] = []

    public init() {}

    /// What is unusual about a record. None of them loses a byte: the caller decides whether to accept, warn or reject.
    public enum Flaw: Sendable, Hashable {
        /// The record has not as many fields as the header. (Extra fields that are all empty are dropped without a flaw.)
        case ragged(expected: Int, found: Int)
        /// A quote opens a field and never closes; it was taken as an ordinary character.
        case unterminatedQuote
        /// Text follows the closing quote of a field; it was kept.
        case textAfterQuote
        /// The record is not UTF-8 in a table that otherwise is; it was read as Windows-1252.
        case notUTF8
    }

    public var count: Int { fields.count }

    /// The field at `index`; empty when the record is too short to have it.
    public subscript(index: Int) -> String {
        guard fields.indices.contains(index) else { return "" }
        return String(decoding: storage[fields[index]], as: UTF8.self)
    }

    /// The bytes of a field, UTF-8, without copying; empty when the record is too short to have it.
    public func bytes(at index: Int) -> ArraySlice<UInt8> {
        fields.indices.contains(index) ? storage[fields[index]] : []
    }

    /// Gives back the memory of an uncommonly long record, so that those of many records used again do not add up.
    mutating func releaseIfLong() {
        if storage.capacity > 1 << 16 || fields.capacity > 1 << 12 { self = DelimitedRecord() }
    }

    /// The field at `index` when it holds more than spaces and controls.
    func text(at index: Int?) -> String? {
        guard let index, index < fields.count else { return nil }
        return storage.withUnsafeBufferPointer { bytes in
            let field = UnsafeBufferPointer(rebasing: bytes[fields[index]])
            return field.contains { $0 > 0x20 } ? String(decoding: field, as: UTF8.self) : nil
        }
    }

    /// The field at `index` holds more than spaces and controls.
    func hasText(at index: Int?) -> Bool {
        guard let index, index < fields.count else { return false }
        return storage.withUnsafeBufferPointer { bytes in bytes[fields[index]].contains { $0 > 0x20 } }
    }

    /// Adds the bytes of a field to `out`; nothing when there is no such field.
    func append(field index: Int, to out: inout [UInt8]) {
        guard index < fields.count else { return }
        storage.withUnsafeBufferPointer { out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[fields[index]])) }
    }

    /// The field at `index` without white space at its ends, no-break spaces included; `nil` when nothing is left of it or there is no such field.
    func trimmed(at index: Int?) -> String? {
        withTrimmed(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// What `body` makes of the same, UTF-8.
    func withTrimmed<Result>(at index: Int?, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard let index, index < fields.count else { return nil }
        return storage.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[fields[index]]).trimmed
            return text.isEmpty ? nil : body(text)
        }
    }

    public func isEmpty(at index: Int) -> Bool { bytes(at: index).isEmpty }

    /// All fields, in order.
    public var values: [String] { fields.indices.map { self[$0] } }

    /// No field has any byte but spaces: what spreadsheets leave below a table.
    public var isBlank: Bool { fields.allSatisfy { storage[$0].allSatisfy { $0 == 0x20 } } }
}

extension DelimitedRecord.Flaw: CustomStringConvertible {
    public var description: String {
        switch self {
        case .ragged(let expected, let found): "\(found) fields where the header has \(expected)"
        case .unterminatedQuote: "a quote opens a field and never closes"
        case .textAfterQuote: "text follows the closing quote of a field"
        case .notUTF8: "not UTF-8, though the rest of the table is; read as windows-1252"
        }
    }
}
