/// One field of a row, folded to plain letters and cut into words; the input of every lookup.
///
/// The letters of all words stand one after the other without separators, so that the key of any run of words is a slice:
/// `Saint-Jean de Luz`, `ST JEAN-DE LUZ` and `saint jeandeluz` have the same letters. Words that are always abbreviations are written
/// out (`st` → `saint`), never inside a word. Only the first 600 bytes of a field are read, which bounds the time of any input.
package struct FoldedText {
    /// What stands between a word and the one before it.
    package enum Gap: UInt8, Comparable {
        /// A space, hyphen, apostrophe or full stop: what names themselves contain.
        case inside
        /// A dash between spaces, a slash, a plus: between two names as a rule.
        case soft
        /// A comma, bracket, line break: the end of a statement.
        case hard

        package static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
    }

    package struct Word {
        var start: Int32
        var end: Int32
        var gap: Gap
        var isInBrackets: Bool
        var isAfterApostrophe: Bool
        var startsLine: Bool
        /// All digits.
        var isNumber: Bool
        /// At least one digit.
        var hasDigit: Bool
        /// A full stop follows, and no abbreviation that is known: `J.`, `Vinc.`
        var isShortened = false

        var count: Int { Int(end - start) }
    }

    package private(set) var letters: [UInt8] = []
    package private(set) var words: [Word] = []
    /// Places in `letters` where an accented letter was lost and `e` stands for it: `P?rigueux`.
    package private(set) var lost: [Int] = []
    /// The text ends with a full stop, as a shortened one does.
    package private(set) var endsWithStop = false

    package static let byteLimit = 600
    package static let wordLimit = 96

    package init() {}

    package init(_ text: String) { read(text) }

    package var isEmpty: Bool { words.isEmpty }

    /// Room for a line of ordinary length.
    package mutating func reserve() {
        letters.reserveCapacity(96)
        words.reserveCapacity(16)
    }

    package mutating func removeAll() {
        letters.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        if !lost.isEmpty { lost.removeAll(keepingCapacity: true) }
        endsWithStop = false
    }

    /// Replaces the content by the words of `text`.
    package mutating func read(_ text: String) {
        removeAll()
        var text = text
        text.withUTF8 { bytes in
            if let mended = TextRepair.mended(bytes, limit: Self.byteLimit) {
                mended.withUnsafeBufferPointer { fold($0) }
            } else {
                fold(bytes)
            }
        }
    }

    /// The letters of the words `range`, as a number of bytes.
    package func letterCount(_ range: Range<Int>) -> Int {
        range.isEmpty ? 0 : Int(words[range.upperBound - 1].end - words[range.lowerBound].start)
    }

    /// The place in `letters` of the words `range`.
    package func slice(_ range: Range<Int>) -> Range<Int> {
        range.isEmpty ? 0..<0 : Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)
    }

    /// The word is exactly these letters.
    package func word(_ index: Int, is text: StaticString) -> Bool {
        let word = words[index]
        guard word.count == text.utf8CodeUnitCount else { return false }
        for offset in 0..<word.count where letters[Int(word.start) + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// The letters of one word.
    func word(_ index: Int) -> ArraySlice<UInt8> { letters[Int(words[index].start)..<Int(words[index].end)] }

    /// The letters of a word packed into one number, for `switch`; 0 when it has more than eight.
    package func packed(_ index: Int) -> UInt64 {
        let word = words[index]
        guard word.count <= 8 else { return 0 }
        var value: UInt64 = 0
        for offset in Int(word.start)..<Int(word.end) { value = value << 8 | UInt64(letters[offset]) }
        return value
    }

    /// The decimal value of a number of up to nine digits.
    package func number(_ index: Int) -> Int? {
        let word = words[index]
        guard word.isNumber, word.count <= 9 else { return nil }
        var value = 0
        for offset in Int(word.start)..<Int(word.end) { value = value * 10 + Int(letters[offset] - 48) }
        return value
    }

    package func string(_ range: Range<Int>) -> String {
        var out = ""
        for index in range {
            if index > range.lowerBound { out += " " }
            out += String(decoding: letters[Int(words[index].start)..<Int(words[index].end)], as: UTF8.self)
        }
        return out
    }
}

extension FoldedText {
    private static let none: UInt8 = 0
    private static let letter: UInt8 = 1
    private static let digit: UInt8 = 2
    private static let inside: UInt8 = 3
    private static let slash: UInt8 = 4
    private static let hard: UInt8 = 5
    private static let hyphen: UInt8 = 6
    private static let open: UInt8 = 7
    private static let close: UInt8 = 8
    private static let line: UInt8 = 9
    private static let apostrophe: UInt8 = 10
    private static let ignorable: UInt8 = 11
    /// A question mark or a replacement character: perhaps a letter that was lost.
    private static let doubt: UInt8 = 12

    private static let classes: [UInt8] = {
        var classes = [UInt8](repeating: inside, count: 128)
        for byte in 65...90 { classes[byte] = letter }
        for byte in 97...122 { classes[byte] = letter }
        for byte in 48...57 { classes[byte] = digit }
        for byte in "/\\+&".utf8 { classes[Int(byte)] = slash }
        for byte in ",;:|\t=".utf8 { classes[Int(byte)] = hard }
        for byte in "([{".utf8 { classes[Int(byte)] = open }
        for byte in ")]}".utf8 { classes[Int(byte)] = close }
        for byte in "\n\r\u{0B}\u{0C}".utf8 { classes[Int(byte)] = line }
        classes[Int(UInt8(ascii: "-"))] = hyphen
        classes[Int(UInt8(ascii: "'"))] = apostrophe
        classes[Int(UInt8(ascii: "`"))] = apostrophe
        classes[Int(UInt8(ascii: "?"))] = doubt
        return classes
    }()

    private mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
        let limit = min(text.count, Self.byteLimit)
        endsWithStop = text.last == UInt8(ascii: ".")
        var index = 0
        var start = -1
        var firstByte = 0
        var here = 0
        var onlyDigits = true
        var anyDigit = false
        var gap = Gap.hard
        var afterApostrophe = false
        var lineStart = true
        var depth = 0
        var spaceBeforeHyphen = false
        var hyphenPending = false
        func word(_ words: inout [Word], _ letters: inout [UInt8], _ lost: inout [Int]) {
            guard start >= 0 else { return }
            func isTie(_ place: Int) -> Bool { place >= 0 && place < limit && (text[place] == 0x2D || text[place] == 0x27) }
            let isBound = anyDigit && (index > firstByte + letters.count - start && isTie(index - 1) || isTie(firstByte - 1))
            if isBound, onlyDigits, letters.count - start == 1, letters[start] == 0x31, index < limit, text[index - 1] == 0x27 {
                // 1'Isle
                letters[start] = UInt8(ascii: "l")
                onlyDigits = false
                anyDigit = false
            }
            func append(_ range: Range<Int>, isNumber: Bool, hasDigit: Bool) {
                words.append(
                    Word(
                        start: Int32(range.lowerBound), end: Int32(range.upperBound), gap: words.isEmpty ? .hard : gap, isInBrackets: depth > 0,
                        isAfterApostrophe: afterApostrophe, startsLine: lineStart, isNumber: isNumber, hasDigit: hasDigit))
                gap = .inside
                afterApostrophe = false
                lineStart = false
            }
            let isStopped = index > 0 && text[index - 1] == UInt8(ascii: ".")
            if words.count < Self.wordLimit {
                switch anyDigit && !onlyDigits ? Self.mixture(&letters, from: start, isBound: isBound) : .asWritten {
                case .two(let cut):
                    let isNumberFirst = letters[start].isDigit
                    append(start..<cut, isNumber: isNumberFirst, hasDigit: isNumberFirst)
                    append(cut..<letters.count, isNumber: !isNumberFirst, hasDigit: !isNumberFirst)
                case .misread: append(start..<letters.count, isNumber: false, hasDigit: false)
                case .asWritten:
                    append(start..<letters.count, isNumber: onlyDigits, hasDigit: anyDigit)
                    if !anyDigit {
                        words[words.count - 1].isShortened = isStopped
                        if (lost.last ?? -1) < start { Self.writeOut(&words, &letters) }
                    }
                }
            } else {
                letters.removeSubrange(start...)
                while let last = lost.last, last >= letters.count { lost.removeLast() }
            }
            start = -1
            onlyDigits = true
            anyDigit = false
            spaceBeforeHyphen = false
            hyphenPending = false
        }
        /// At the first letter or digit of a word.
        func begin(_ words: inout [Word], _ letters: inout [UInt8]) {
            guard start < 0 else { return }
            Self.writeOutSur(&words, &letters, gap: gap)
            start = letters.count
            firstByte = here
        }
        Self.classes.withUnsafeBufferPointer { classes in
            while index < limit {
                let byte = text[index]
                here = index
                var kind: UInt8
                if byte < 0x80 {
                    kind = classes[Int(byte)]
                    index += 1
                    if kind == Self.letter {
                        begin(&words, &letters)
                        onlyDigits = false
                        // Letters come in runs.
                        while index < limit, text[index] < 0x80, classes[Int(text[index])] == Self.letter { index += 1 }
                        let first = letters.count
                        letters.append(contentsOf: UnsafeBufferPointer(rebasing: text[here..<index]))
                        letters.withUnsafeMutableBufferPointer { for place in first..<$0.count { $0[place] |= 0x20 } }
                        continue
                    }
                    if kind == Self.digit {
                        begin(&words, &letters)
                        anyDigit = true
                        letters.append(byte)
                        continue
                    }
                } else {
                    let (scalar, length) = Self.scalar(text, at: index, limit: text.count)
                    index += length
                    let plain = LatinFolding.plain(scalar)
                    if plain != 0 {
                        begin(&words, &letters)
                        onlyDigits = false
                        letters.append(UInt8(truncatingIfNeeded: plain))
                        if plain > 0xFF { letters.append(UInt8(plain >> 8)) }
                        continue
                    }
                    kind = Self.kind(scalar)
                    if kind == Self.letter {
                        begin(&words, &letters)
                        onlyDigits = false
                        Self.appendLowercase(scalar, to: &letters)
                        continue
                    }
                    if kind == Self.ignorable { continue }
                }
                if kind == Self.doubt, Self.isLostLetter(text, index, limit: limit, length: start < 0 ? 0 : letters.count - start) {
                    begin(&words, &letters)
                    onlyDigits = false
                    lost.append(letters.count)
                    letters.append(UInt8(ascii: "e"))
                    continue
                }
                let wasInWord = start >= 0
                let isSlashAfterS =
                    kind == Self.slash && wasInWord && letters.count - start == 1 && (letters[start] == 0x73 || letters[start] == 0x6C)
                word(&words, &letters, &lost)
                switch kind {
                case Self.hyphen:
                    hyphenPending = hyphenPending || spaceBeforeHyphen || !wasInWord
                case Self.slash:
                    if isSlashAfterS, words.count > 1 {
                        Self.writeOutSlash(&words, &letters)
                    } else {
                        gap = max(gap, .soft)
                    }
                case Self.hard: gap = .hard
                case Self.line:
                    gap = .hard
                    lineStart = true
                case Self.open:
                    gap = .hard
                    depth += 1
                case Self.close:
                    gap = .hard
                    depth = max(0, depth - 1)
                case Self.apostrophe: afterApostrophe = true
                default:
                    if hyphenPending { gap = max(gap, .soft) }
                    spaceBeforeHyphen = true
                }
            }
        }
        word(&words, &letters, &lost)
    }

    /// A question mark before a letter, or behind one at the end of a word, may stand for an accented letter: `P?rigueux`, `Andr?`.
    private static func isLostLetter(_ text: UnsafeBufferPointer<UInt8>, _ next: Int, limit: Int, length: Int) -> Bool {
        if next < limit, text[next] >= 0x80 || classes[Int(text[next])] == letter { return true }
        return length >= 2
    }

    /// One scalar of UTF-8; a malformed byte is a separator of length one.
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int, limit: Int) -> (UInt32, Int) {
        let lead = text[index]
        func tail(_ offset: Int) -> UInt32? {
            guard index + offset < limit else { return nil }
            let byte = text[index + offset]
            return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
        }
        if lead >= 0xC2, lead < 0xE0, let a = tail(1) { return (UInt32(lead & 0x1F) << 6 | a, 2) }
        if lead >= 0xE0, lead < 0xF0, let a = tail(1), let b = tail(2) { return (UInt32(lead & 0x0F) << 12 | a << 6 | b, 3) }
        if lead >= 0xF0, lead < 0xF5, let a = tail(1), let b = tail(2), let c = tail(3) {
            return (UInt32(lead & 0x07) << 18 | a << 12 | b << 6 | c, 4)
        }
        return (0xFFFD, 1)
    }

    /// The class of a scalar beyond ASCII that the folding table does not hold.
    private static func kind(_ value: UInt32) -> UInt8 {
        switch value {
        case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: ignorable
        case 0x2019, 0x2018, 0x02BC, 0xB4, 0x2032, 0x201B: apostrophe
        case 0x2010, 0x2011, 0x2012...0x2015, 0x2212: hyphen
        case 0x2028, 0x2029, 0x85: line
        case 0x2044, 0x2215: slash
        case 0xFFFD: doubt
        default:
            if let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic { letter } else { inside }
        }
    }

    private static func appendLowercase(_ value: UInt32, to letters: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return }
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(lower.value) {
            letters.append(contentsOf: String(lower).utf8)
        }
    }
}
