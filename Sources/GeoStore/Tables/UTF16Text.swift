/// Text in UTF-16, as Excel saves « Texte Unicode »: read as UTF-8 while it passes.
struct UTF16Text {
    enum ByteOrder {
        case little, big
    }

    private let source: ByteSource
    private let order: ByteOrder
    private var isAtStart = true
    /// Bytes of a character that the last piece read cut.
    private var rest: [UInt8] = []
    private var text: ArraySlice<UInt8> = []

    private init(_ source: ByteSource, _ order: ByteOrder) {
        self.source = source
        self.order = order
    }

    /// By the byte-order mark; `nil` for text in another encoding.
    static func byteOrder(of start: [UInt8]) -> ByteOrder? {
        if start.starts(with: [0xFF, 0xFE]) { return .little }
        return start.starts(with: [0xFE, 0xFF]) ? .big : nil
    }

    /// The same text in UTF-8, without the mark; what is no character becomes U+FFFD.
    static func utf8(of source: ByteSource, in order: ByteOrder) -> ByteSource {
        var text = UTF16Text(source, order)
        return ByteSource(name: source.name) { (buffer) throws(ImportError) in try text.read(into: buffer) }
    }

    private mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        while text.isEmpty {
            guard try readPiece() else { return 0 }
        }
        let count = min(buffer.count, text.count)
        buffer.copyBytes(from: text.prefix(count))
        text = text.dropFirst(count)
        return count
    }

    /// - Returns: `false` when there is no more.
    private mutating func readPiece() throws(ImportError) -> Bool {
        let piece = try source.readPiece(64 << 10)
        let isLast = piece.isEmpty
        if isLast, rest.isEmpty { return false }
        let bytes = rest + piece
        rest = []
        var units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return order == .little ? second << 8 | first : first << 8 | second
        }
        var held = bytes.count % 2
        if !isLast, let unit = units.last, UTF16.isLeadSurrogate(unit) {
            units.removeLast()
            held += 2
        }
        if isLast { if held > 0 { units.append(0xFFFD) } } else { rest = Array(bytes.suffix(held)) }
        if isAtStart, units.first == 0xFEFF { units.removeFirst() }
        if !units.isEmpty { isAtStart = false }
        text = Array(String(decoding: units, as: UTF16.self).utf8)[...]
        return true
    }
}
