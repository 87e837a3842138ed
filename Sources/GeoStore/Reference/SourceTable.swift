internal import Foundation
internal import GeoCore

/// One CSV of the source, read by the names of its columns; `\N` is a missing value.
struct SourceTable {
    private let reader: DelimitedTextReader
    private let indices: [Int]
    private let columns: [String]
    private var record = DelimitedRecord()

    /// - Throws: `ImportError` when the file is not there or lacks a column.
    init(_ name: String, in directory: String, columns: [String]) throws(ImportError) {
        let path = URL(filePath: directory).appending(path: name).path
        reader = try Self.explained { () throws(ImportError) in
            try DelimitedTextReader(ByteSource(file: path), options: .init(delimiter: UInt8(ascii: ","), encoding: .utf8))
        }
        var indices: [Int] = []
        for column in columns {
            guard let index = reader.header.firstIndex(of: column) else {
                throw ImportError(
                    "there is no column \(column)", location: path, remedy: "Use the release of the source that geodata/README.md names.")
            }
            indices.append(index)
        }
        self.indices = indices
        self.columns = columns
    }

    /// Runs `body`; when a file of the source is not there, the error says where it comes from.
    static func explained<T>(_ body: () throws(ImportError) -> T) throws(ImportError) -> T {
        do throws(ImportError) {
            return try body()
        } catch  where error.kind == .inputMissing {
            throw ImportError(
                error.problem, location: error.location, remedy: "Fetch the source with geodata/fetch.sh, then name its folder.",
                kind: error.kind)
        }
    }

    /// Moves to the next row; `false` at the end.
    ///
    /// - Throws: `ImportError` on a row that is not as wide as the header or not UTF-8.
    mutating func next() throws(ImportError) -> Bool {
        guard try reader.read(into: &record) else { return false }
        if let flaw = record.flaws.first { throw ImportError("\(flaw)", location: "\(reader.name):\(record.line)") }
        return true
    }

    /// The value of the column at a place in the list given to `init`; `nil` when the source has none.
    func optional(_ column: Int) -> String? {
        let value = record[indices[column]]
        return value.isEmpty || value == "\\N" ? nil : value
    }

    func required(_ column: Int) throws(ImportError) -> String {
        guard let value = optional(column) else { throw problem("is missing", column) }
        return value
    }

    func integer(_ column: Int) throws(ImportError) -> Int? {
        guard let text = optional(column) else { return nil }
        guard let value = Int(text) else { throw problem("\"\(text)\" is not a number", column) }
        return value
    }

    /// The bytes that a column gives in hexadecimal.
    func hexadecimal(_ column: Int) throws(ImportError) -> [UInt8]? {
        let digits = record.bytes(at: indices[column])
        if digits.isEmpty || digits.elementsEqual("\\N".utf8) { return nil }
        guard digits.count % 2 == 0 else { throw problem("has an odd number of hexadecimal digits", column) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x41 + 10
            case 0x61...0x66: value = digit - 0x61 + 10
            default: throw problem("is not hexadecimal", column)
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    func problem(_ text: String, _ column: Int) -> ImportError {
        ImportError("\(columns[column]) \(text)", location: "\(reader.name):\(record.line)")
    }
}
