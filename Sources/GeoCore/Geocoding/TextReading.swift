/// What one text field says: a postcode, a department, and the runs of words that may name the commune.
struct TextReading {
    /// Which field the text stands in: a town field says a town, an address line as a rule does not.
    enum Field {
        case city
        case address
        case freeText
    }

    /// How a run of words came to be taken for a town's name.
    enum Role {
        /// The town field, or what follows a postcode.
        case town
        /// An earlier line or clause of an address.
        case line
        /// The last words of a street line.
        case tail
    }

    struct Claim {
        var words: Range<Int>
        var role: Role
    }

    var claims: [Claim] = []
    /// All the words of the field as one name, where it has several clauses.
    var whole: Range<Int>?
    var postcode: Int?
    /// Another postcode before it, when the field holds two.
    var otherPostcode: Int?
    var department: UInt8 = DepartmentTable.none
    var hasCedex = false
    /// A free line of several clauses without a number.
    var isList = false
    /// Somebody wrote something.
    var isEmpty = true
    /// Numbers of a town field that are neither a postcode nor a department: a house, a date, a digit for a word.
    private var plainNumbers: [Int] = []

    /// The claims of the clause that names the town if any does: the town field, the last clause of an address.
    var leadingClaims: Int {
        max(min(1, claims.count), claims.prefix { $0.role == .town }.count)
    }

    mutating func removeAll() {
        claims.removeAll(keepingCapacity: true)
        whole = nil
        postcode = nil
        otherPostcode = nil
        department = DepartmentTable.none
        hasCedex = false
        isList = false
        isEmpty = true
        plainNumbers.removeAll(keepingCapacity: true)
    }

    /// Reads `text`. `ignored` is working space, one flag a word.
    mutating func read(_ text: FoldedText, field: Field, departments: DepartmentTable, ignored: inout [Bool]) {
        removeAll()
        let count = text.words.count
        guard count > 0 else { return }
        isEmpty = false
        if text.saysNothing {
            isEmpty = true
            return
        }
        ignored.removeAll(keepingCapacity: true)
        ignored.append(contentsOf: repeatElement(false, count: count))
        var postcodeWord = -1
        var otherPostcodeWord = -1
        scan(text, field: field, departments: departments, ignored: &ignored, postcodeWord: &postcodeWord, otherPostcodeWord: &otherPostcodeWord)
        switch field {
        case .city: readTown(text, 0..<count, ignored, streets: true)
        case .address, .freeText:
            if postcodeWord >= 0 {
                readAroundPostcode(text, postcodeWord, ignored)
                if otherPostcodeWord >= 0 { readBehindOtherPostcode(text, otherPostcodeWord, postcodeWord, ignored) }
            } else {
                readAddress(text, ignored, isFree: field == .freeText)
            }
        }
    }

    // MARK: numbers and marks

    private mutating func scan(
        _ text: FoldedText, field: Field, departments: DepartmentTable, ignored: inout [Bool], postcodeWord: inout Int, otherPostcodeWord: inout Int
    ) {
        let count = text.words.count
        var index = 0
        while index < count {
            let word = text.words[index]
            if !word.hasDigit {
                if word.count >= 2, word.count <= 6, isCedex(text, index) {
                    ignored[index] = true
                    hasCedex = true
                    if index + 1 < count, text.words[index + 1].hasDigit, text.words[index + 1].count <= 2 {
                        ignored[index + 1] = true
                        index += 1
                    }
                } else if index + 1 < count, text.words[index + 1].isNumber, text.kinds(index).contains(.box) {
                    ignored[index] = true
                    index += 1
                    // BP 20 123 and CS 12 345: the digits of a box may be spaced, the five of a postcode follow.
                    while index < count, text.words[index].isNumber, text.words[index].gap == .inside {
                        if text.words[index].count == 5, ignored[index - 1], text.words[index - 1].isNumber { break }
                        ignored[index] = true
                        index += 1
                    }
                    continue
                } else if word.count == 1, index + 2 < count, text.word(index, is: "b"), text.word(index + 1, is: "p"), text.words[index + 2].isNumber
                {
                    for offset in 0..<3 { ignored[index + offset] = true }
                    index += 3
                    continue
                }
                index += 1
                continue
            }
            if let (value, length) = postcode(text, index, departments: departments) {
                if let postcode, postcode != value {
                    otherPostcode = postcode
                    otherPostcodeWord = postcodeWord
                }
                postcode = value
                postcodeWord = index + length - 1
                for offset in 0..<length { ignored[index + offset] = true }
                if index > 0, text.word(index - 1, is: "f") || text.word(index - 1, is: "fr") { ignored[index - 1] = true }
                index += length
                if index < count, text.words[index].isNumber, text.words[index].count == 1, text.word(index, is: "0"),
                    text.words[index].gap == .inside
                {
                    ignored[index] = true
                    index += 1
                }
                continue
            }
            if word.count <= 3 {
                // 12 rue Pasteur: the house number is no department.
                let isHouse = index + 1 < count && text.words[index + 1].gap == .inside && text.isStreetWord(index + 1)
                let atEdge = field == .city && !isHouse && (index == 0 || index == count - 1 || word.gap > .inside || word.isInBrackets)
                if word.isInBrackets || atEdge, let found = department(text, index, departments) {
                    department = found
                    ignored[index] = true
                }
            }
            // A word of letters and digits that is no number of a house, a district or a road belongs to the name, misread.
            if field == .city, word.isNumber || text.letters[Int(word.start)].isDigit || word.count < 4 {
                if !ignored[index] { plainNumbers.append(index) }
                ignored[index] = true
            }
            index += 1
        }
        // FRANCE at the very end says nothing.
        var last = count - 1
        while last > 0, ignored[last] { last -= 1 }
        if last > 0, text.word(last, is: "france"), !text.isParticle(last - 1) { ignored[last] = true }
    }

    private func isCedex(_ text: FoldedText, _ index: Int) -> Bool {
        text.word(index, is: "cedex") || text.word(index, is: "cdx") || text.word(index, is: "cedx") || text.word(index, is: "cedes")
            || text.word(index, is: "cedexe") || index > 0 && text.word(index, is: "cx")
    }

    /// A postcode that begins at a word, and how many words it takes: `33000`, `33 000`, `F33000`.
    private func postcode(_ text: FoldedText, _ index: Int, departments: DepartmentTable) -> (Int, Int)? {
        let word = text.words[index]
        if word.isNumber, word.count == 5, let value = text.number(index), departments.index(ofPostcode: value) != nil { return (value, 1) }
        if word.isNumber, word.count == 2, index + 1 < text.words.count, text.words[index + 1].isNumber, text.words[index + 1].count == 3,
            text.words[index + 1].gap == .inside, let high = text.number(index), let low = text.number(index + 1),
            departments.index(ofPostcode: high * 1000 + low) != nil, index + 2 < text.words.count || index > 0
        {
            return (high * 1000 + low, 2)
        }
        if !word.isNumber, word.count == 6 || word.count == 7 {
            let start = Int(word.start)
            guard text.letters[start] == 0x66 else { return nil }
            var digits = start + 1
            if word.count == 7 {
                guard text.letters[digits] == 0x72 else { return nil }
                digits += 1
            }
            var value = 0
            for offset in digits..<Int(word.end) {
                guard text.letters[offset].isDigit else { return nil }
                value = value * 10 + Int(text.letters[offset] - 48)
            }
            return departments.index(ofPostcode: value) == nil ? nil : (value, 1)
        }
        return nil
    }

    private func department(_ text: FoldedText, _ index: Int, _ departments: DepartmentTable) -> UInt8? {
        if let number = text.number(index) { return number == 0 ? nil : departments.index(ofNumber: number) }
        if text.word(index, is: "2a") { return departments.index(of: "2A") }
        if text.word(index, is: "2b") { return departments.index(of: "2B") }
        return nil
    }

    // MARK: runs of words

    /// The clauses of a run that names towns only. With `streets`, a clause that opens like a street line may also tell by its last words.
    private mutating func readTown(_ text: FoldedText, _ range: Range<Int>, _ ignored: [Bool], role: Role = .town, streets: Bool = false) {
        var street: Range<Int>?
        func append(_ range: Range<Int>) {
            self.append(text, range, role)
            if streets, range.count > 2, text.isStreetWord(range.lowerBound) { street = range }
        }
        var start = -1
        var first = -1
        var last = -1
        var holes = false
        for index in range {
            if ignored[index] {
                // 19 Mars, Mont 2 Marsan: a number within a clause is part of what stands there.
                if start >= 0, index + 1 < range.upperBound, !ignored[index + 1], text.words[index].gap == .inside,
                    text.words[index + 1].gap == .inside, plainNumbers.contains(index)
                {
                    last = index
                    continue
                }
                if start >= 0 { append(start..<index) }
                start = -1
                continue
            }
            if first < 0 { first = index } else if last != index - 1 { holes = true }
            last = index
            if start >= 0, text.words[index].gap > .inside {
                // (La) behind a name is its article, not a clause; (La Peyre) is one.
                let isArticle =
                    text.words[index].isInBrackets && text.article(index) != nil
                    && (index + 1 == range.upperBound || text.words[index + 1].gap > .inside)
                if !isArticle {
                    append(start..<index)
                    start = index
                }
            } else if start < 0 {
                start = index
            }
        }
        if start >= 0 { append(start..<last + 1) }
        if claims.count > 1, !holes, first >= 0 { whole = first..<last + 1 }
        if let street { self.append(text, street, .tail) }
    }

    private mutating func append(_ text: FoldedText, _ range: Range<Int>, _ role: Role) {
        guard claims.count < 6, text.letterCount(range) > 0, !text.isHamletWithArticle(range) else { return }
        claims.append(Claim(words: range, role: role))
    }

    /// The town stands after the postcode on its line, else before it, else on the next line.
    private mutating func readAroundPostcode(_ text: FoldedText, _ postcodeWord: Int, _ ignored: [Bool]) {
        let words = text.words
        var end = postcodeWord + 1
        while end < words.count, !words[end].startsLine { end += 1 }
        readTown(text, postcodeWord + 1..<end, ignored)
        if !claims.isEmpty { return }
        var start = postcodeWord
        while start > 0, !words[start].startsLine { start -= 1 }
        // Before: the last clause, unless it is a street line.
        var clause = postcodeWord
        while clause > start, ignored[clause] { clause -= 1 }
        if clause > start || !ignored[clause] {
            let stop = clause + 1
            // `Cours-de-Pile, 24520`, `Castillon (Canton de Lembeye), 64350`: all of it may be a name.
            if !words[start..<stop].contains(where: \.hasDigit), !text.isHamletWord(start..<stop) || text.article(start) == nil {
                whole = start..<stop
            }
            while clause > start, words[clause].gap < .hard, !ignored[clause - 1], !words[clause - 1].hasDigit { clause -= 1 }
            if text.isStreetWord(clause), stop - clause > 1 {
                append(text, clause..<stop, .tail)
            } else if !text.isHamletWord(clause..<stop) {
                append(text, clause..<stop, words[clause].gap == .hard || clause == 0 ? .town : .tail)
            }
            if !claims.isEmpty { return }
        }
        var next = end
        while next < words.count, next == end || !words[next].startsLine { next += 1 }
        if end < words.count { readTown(text, end..<next, ignored) }
    }

    /// The town behind the first of two postcodes: two addresses in one field, or two postcodes of one.
    private mutating func readBehindOtherPostcode(_ text: FoldedText, _ otherWord: Int, _ postcodeWord: Int, _ ignored: [Bool]) {
        var end = otherWord + 1
        while end < postcodeWord, !ignored[end], !text.words[end].startsLine, !text.words[end].hasDigit,
            text.words[end].gap < .soft || end == otherWord + 1
        {
            end += 1
        }
        while end > otherWord + 2, text.isParticle(end - 1) { end -= 1 }
        append(text, otherWord + 1..<end, .town)
    }

    /// Without a postcode: the clauses from the last to the first, street lines by their last words only.
    private mutating func readAddress(_ text: FoldedText, _ ignored: [Bool], isFree: Bool) {
        let words = text.words
        var end = words.count
        var clauses = 0
        while end > 0, clauses < 4 {
            var start = end - 1
            while start > 0, words[start].gap < .hard { start -= 1 }
            var first = start
            while first < end, ignored[first] { first += 1 }
            var last = end
            while last > first, ignored[last - 1] { last -= 1 }
            if first < last {
                let isStreet = words[first].hasDigit || (text.isStreetWord(first) && last - first > 1)
                if isStreet {
                    // 4 rue Jean-Jaurès - Cenon
                    var dash = last - 1
                    while dash > first, words[dash].gap < .soft || ignored[dash] { dash -= 1 }
                    if dash > first, !words[dash].hasDigit, !text.isStreetWord(dash), !text.isHamletWord(dash..<last) {
                        append(text, dash..<last, .line)
                    }
                    append(text, first..<last, .tail)
                    // Ruelle-sur-Touvre is a town.
                    if isFree, first == 0, last == words.count, !words[first].hasDigit { whole = 0..<words.count }
                    clauses += 1
                    end = start
                    continue
                }
                // Paris 13e
                while last - first > 1, words[last - 1].hasDigit, words[last - 1].count <= 5 { last -= 1 }
                if !text.isHamletWord(first..<last) {
                    readTown(text, first..<last, ignored, role: clauses == 0 ? .town : .line)
                }
                clauses += 1
            }
            end = start
        }
        if isFree, claims.count > 1, !words.contains(where: \.hasDigit) {
            whole = 0..<words.count
            isList = claims.allSatisfy { $0.role != .tail }
        }
    }
}
