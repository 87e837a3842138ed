internal import GeoCore

/// What was made of texts, found again by their bytes: a list writes the same few words and combinations again and again.
struct TextMemory<Value> {
    private struct Entry {
        /// Place of the text in `texts`.
        let text: Range<Int>
        let hash: UInt64
        let value: Value
    }

    /// So many texts of such a length are remembered; of others, what they say is made again each time.
    private static var entryLimit: Int { 10_000 }
    private static var lengthLimit: Int { 256 }

    private var texts: [UInt8] = []
    private var entries: [Entry] = []
    /// Number of the entry plus one at the place of its hash or behind it; 0 where none stands. A power of two, more than half of them free.
    private var slots = [Int32](repeating: 0, count: 64)

    /// The value of a text, made at its first meeting.
    ///
    /// - Parameter make: makes the same of the same text.
    mutating func value(of text: UnsafeBufferPointer<UInt8>, make: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        let hash = KeyHash.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if entries[number].hash == hash, isText(entries[number].text, text) { return entries[number].value }
            slot = (slot + 1) & (slots.count - 1)
        }
        let value = make(text)
        if entries.count < Self.entryLimit, text.count <= Self.lengthLimit {
            entries.append(Entry(text: texts.count..<texts.count + text.count, hash: hash, value: value))
            texts.append(contentsOf: text)
            slots[slot] = Int32(entries.count)
            if 2 * entries.count >= slots.count { grow() }
        }
        return value
    }

    private func isText(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        texts.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).elementsEqual(text) }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: 2 * slots.count)
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number + 1)
        }
    }
}

/// Reads the fields of one meaning, each text once. Not `Sendable`.
final class FieldReader<Value> {
    private let read: (UnsafeBufferPointer<UInt8>) -> Value
    private var known = TextMemory<Value>()

    /// - Parameter read: given a field's text, UTF-8, trimmed and not empty; answers by the text alone.
    init(_ read: @escaping (UnsafeBufferPointer<UInt8>) -> Value) { self.read = read }

    /// `nil` when the record has no such field or only white space in it.
    func callAsFunction(_ record: DelimitedRecord, _ column: Int?) -> Value? {
        record.withTrimmed(at: column) { known.value(of: $0, make: read) }
    }
}
