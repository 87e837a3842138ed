/// Words in which letters and digits are mixed.
extension FoldedText {
    /// What a word of letters and digits is: two words that lost the space between them (`33120ARCACHON`, `Bordeaux33`), a word that a scanner misread
    /// (`B0rdeaux`), whose digits are replaced, or what it seems (`12bis`, `13e`).
    enum Mixture {
        case two(cut: Int)
        case misread
        case asWritten
    }

    ///
    /// - Parameter isBound: a hyphen or an apostrophe ties it to its neighbour, so that it is part of a name (`lès` in `Bénesse-1ès-Dax`).
    static func mixture(_ letters: inout [UInt8], from start: Int, isBound: Bool) -> Mixture {
        let count = letters.count - start
        let leading = letters[start...].prefix { $0.isDigit }.count
        let trailing = letters[start...].reversed().prefix { $0.isDigit }.count
        let digits = letters[start...].reduce(0) { $0 + ($1.isDigit ? 1 : 0) }
        if isBound, digits == 1, count > 1 { return replaceDigits(&letters, from: start) }
        if leading == 5, digits == 5, count >= 7 { return .two(cut: start + 5) }
        // Not D936, RN10 or the F33000 of a country's letter.
        if trailing == digits, trailing <= 3 || trailing == 5, count - trailing >= 3 { return .two(cut: letters.count - trailing) }
        guard count - digits >= (leading == 0 ? 3 : 4), digits <= 2, trailing == 0, leading <= 1, leading == 0 || digits == 1 else {
            return .asWritten
        }
        // 12eme, 2ieme
        if leading == 1, letters[start + 1] == 0x65 || letters[start + 1] == 0x69 { return .asWritten }
        return replaceDigits(&letters, from: start)
    }

    private static func replaceDigits(_ letters: inout [UInt8], from start: Int) -> Mixture {
        for place in start..<letters.count where letters[place].isDigit && misread(letters[place]) == nil { return .asWritten }
        for place in start..<letters.count {
            if letters[place].isDigit, let letter = misread(letters[place]) { letters[place] = letter }
        }
        return .misread
    }

    /// The letter that a scanner takes for a digit.
    private static func misread(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"): UInt8(ascii: "l")
        case UInt8(ascii: "2"): UInt8(ascii: "z")
        case UInt8(ascii: "5"): UInt8(ascii: "s")
        case UInt8(ascii: "6"): UInt8(ascii: "e")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        default: nil
        }
    }
}

extension FoldedText {
    /// As long as a database lets a field be, shortened with a full stop, or ending in a word that ends no name.
    var isProbablyCut: Bool { letters.count >= 16 || endsWithStop || (words.last.map { _ in isParticle(words.count - 1) } ?? false) }

    /// `XIIIe`, `IIIème`: an arrondissement.
    func isRomanOrdinal(_ index: Int) -> Bool {
        let word = words[index]
        guard word.count >= 2, word.count <= 8 else { return false }
        let all = letters[Int(word.start)..<Int(word.end)]
        let numeral = all.prefix { $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }
        guard numeral.count > 1 else { return false }
        let ending = all.dropFirst(numeral.count)
        return ending.elementsEqual("e".utf8) || ending.elementsEqual("er".utf8) || ending.elementsEqual("eme".utf8)
    }
}
