/// Names in part, names with more around them, several names in a row.
extension Matcher {
    mutating func partialHits(_ claim: TextReading.Claim) {
        let trimmed = trim(claim.words)
        let partial = index.tables.partialNames()
        if text.isTerritory(trimmed) {
            namedTerritory = true
            territory(claim.words, partial)
            return
        }
        let before = hits.count
        partialHits(claim.words, claim.role, partial)
        if namedIntercommunality { return }
        if hits.count == before, trimmed != claim.words { partialHits(trimmed, claim.role, partial) }
    }

    /// The words are the name of an EPCI, with or without its kind.
    func isIntercommunality(_ words: Range<Int>) -> Bool {
        let partial = index.tables.partialNames()
        guard let key = key(text, words, in: partial.table) else { return false }
        return partial.table.postings(of: key).contains { $0.kind == .intercommunality }
    }

    /// The names of which these words are the short form.
    mutating func shortHits(_ claim: TextReading.Claim) {
        let (article, rest, _) = withoutArticle(claim.words)
        let partial = index.tables.partialNames()
        guard let key = key(text, rest, in: partial.table) else { return }
        add(partial.table.postings(of: key), Reading(words: claim.words, article: article, role: claim.role, factor: 1, quality: nil))
    }

    private mutating func partialHits(_ words: Range<Int>, _ role: TextReading.Role, _ partial: PartialNames) {
        let (article, rest, _) = withoutArticle(words)
        let reading = Reading(words: words, article: article, role: role, factor: 1, quality: nil)
        if let key = key(text, rest, in: partial.table) {
            let postings = partial.table.postings(of: key)
            if postings.contains(where: { $0.kind == .intercommunality }) { territory(words, partial) }
            add(postings, reading)
        }
        looseHits(rest, reading)
        otherAbbreviations(rest, reading)
        bagHits(words, role, partial)
        if hits.contains(where: { $0.quality == .loose || $0.quality == .reordered }) { return }
        if nameAndDepartment(words, role) { return }
        severalNames(words, role)
    }

    private func key(_ text: FoldedText, _ range: Range<Int>, in table: NameTable) -> Int? {
        let slice = text.slice(range)
        return text.letters.withUnsafeBufferPointer { table.key(UnsafeBufferPointer(rebasing: $0[slice])) }
    }

    /// The words name an EPCI: its department, when it lies in a single one, is known.
    private mutating func territory(_ range: Range<Int>, _ partial: PartialNames) {
        if text.isDepartmentBody(range.lowerBound), let department = department(of: text) {
            townIsDepartment = department
            return
        }
        for words in [range, text.withoutKind(range), trim(range)] {
            guard let key = key(text, words, in: partial.table) else { continue }
            for posting in partial.table.postings(of: key) where posting.kind == .intercommunality {
                namedTerritory = true
                namedIntercommunality = true
                let epci = index.reference.territories(at: .epci)[posting.target]
                if let code = epci.departmentCode, epci.communesOutsideRegion == 0, let number = index.departments.index(of: code) {
                    territoryDepartment = number
                }
                return
            }
        }
    }

    /// Without the small words between: in the text only, or in the text and in the name.
    private mutating func looseHits(_ rest: Range<Int>, _ reading: Reading) {
        guard rest.count > 2, rest.dropFirst().dropLast().contains(where: { text.isParticle($0) }) else { return }
        let letters = text.looseLetters(rest)
        letters.withUnsafeBufferPointer { letters in
            if let key = index.names.table.key(letters) {
                var loose = reading
                loose.quality = .loose
                loose.factor = EvidenceWeights.looseName
                add(index.names.table.postings(of: key), loose)
            }
        }
    }

    /// The same words in another order.
    mutating func bagHits(_ words: Range<Int>, _ role: TextReading.Role, _ partial: PartialNames) {
        guard let bags = text.bags(words) else { return }
        func key(_ bag: UInt64) -> Int? { withUnsafeBytes(of: bag) { partial.bags.key($0.bindMemory(to: UInt8.self)) } }
        guard let key = key(bags.all) ?? bags.large.flatMap(key) else { return }
        add(
            partial.bags.postings(of: key),
            Reading(words: words, article: .none, role: role, factor: EvidenceWeights.otherOrder / EvidenceWeights.exactName, quality: .reordered))
    }

    /// Names that begin with these letters and go on: the text was cut by a database or by the writer.
    mutating func cutHits(_ claim: TextReading.Claim) {
        let (article, rest, _) = withoutArticle(claim.words)
        let slice = text.slice(rest)
        guard slice.count >= 5, slice.count <= 60, !text.isGeneric(rest.upperBound - 1) || rest.count > 1 else { return }
        let reading = Reading(
            words: claim.words, article: article, role: claim.role,
            factor: (text.isProbablyCut ? EvidenceWeights.cutNameShown : EvidenceWeights.cutName) / EvidenceWeights.exactName, quality: .beginning,
            departments: filter)
        let before = hits.count
        index.tables.prefixes().forEachKey(beginningWith: text.letters[slice], limit: filter.isEmpty ? 60 : 2000) { key in
            if hits.count < before + 60 { add(index.names.table.postings(of: key), reading) }
        }
    }

    /// `St-J.-de-Luz`, `St Vinc. de Tyrosse`: names with the letters of the text, and more where a full stop shows that a word was shortened.
    mutating func shortenedHits(_ claim: TextReading.Claim) {
        let (article, rest, _) = withoutArticle(claim.words)
        guard rest.dropLast().contains(where: { text.words[$0].isShortened }), text.letterCount(rest) >= 6 else { return }
        var pieces: [ArraySlice<UInt8>] = []
        var start = text.slice(rest).lowerBound
        for word in rest where text.words[word].isShortened {
            pieces.append(text.letters[start..<Int(text.words[word].end)])
            start = Int(text.words[word].end)
        }
        let tail = text.letters[start..<text.slice(rest).upperBound]
        guard let head = pieces.first, head.count >= 3 else { return }
        let table = index.names.table
        let reading = Reading(
            words: claim.words, article: article, role: claim.role, factor: EvidenceWeights.cutNameShown / EvidenceWeights.exactName,
            quality: .beginning, departments: filter)
        index.tables.prefixes().forEachKey(beginningWith: head, limit: 2000) { key in
            let name = table.arena[table.letters(of: key)]
            var place = name.startIndex + head.count
            for piece in pieces.dropFirst() {
                guard let found = name[place...].dropFirst().firstRange(of: piece) else { return }
                place = found.upperBound
            }
            let isWhole = tail.isEmpty || name[place...].count > tail.count && name.suffix(tail.count).elementsEqual(tail)
            if isWhole { add(table.postings(of: key), reading) }
        }
    }

    /// `pt` is `petit` as a rule, but `pont` or `port` in some names; `stjean` is `saint jean` glued.
    private mutating func otherAbbreviations(_ rest: Range<Int>, _ reading: Reading) {
        for word in rest {
            let start = Int(text.words[word].start)
            let count = text.words[word].count
            var others: [StaticString] = []
            var length = count
            if text.word(word, is: "petit") {
                others = ["pont", "port", "point"]
            } else if count > 4, text.letters[start] == 0x73, text.letters[start + 1] == 0x74 {
                others = text.letters[start + 2] == 0x65 ? ["saint", "sainte"] : ["saint"]
                length = 2
            } else {
                continue
            }
            let slice = text.slice(rest)
            for other in others {
                let dropped = other.utf8CodeUnitCount == 6 && length == 2 ? 3 : length
                var letters = Array(text.letters[slice.lowerBound..<start])
                letters.append(contentsOf: UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
                letters.append(contentsOf: text.letters[start + dropped..<slice.upperBound])
                if let key = letters.withUnsafeBufferPointer({ index.names.table.key($0) }) {
                    var abbreviated = reading
                    abbreviated.quality = .loose
                    abbreviated.factor = EvidenceWeights.looseName
                    add(index.names.table.postings(of: key), abbreviated)
                }
            }
        }
    }

    /// `Agen Lot-et-Garonne`, `Dax Landes`: a town and its department.
    private mutating func nameAndDepartment(_ range: Range<Int>, _ role: TextReading.Role) -> Bool {
        guard range.count > 1 else { return false }
        for start in range.lowerBound + 1..<range.upperBound {
            let (_, tail, _) = withoutArticle(start..<range.upperBound)
            guard let key = key(text, tail), let posting = index.names.table.postings(of: key).first(where: { $0.kind == .department }) else {
                continue
            }
            let department = UInt8(posting.target)
            let kept = hits
            hits.removeAll(keepingCapacity: true)
            lookUp(range.lowerBound..<start, role, factor: 1)
            if hits.contains(where: { $0.commune >= 0 && index.department(ofCommune: $0.commune) == department }) {
                hintedDepartment = department
                return true
            }
            hits = kept
        }
        return false
    }

    /// `Bayonne-Anglet-Biarritz`: the words are names of communes of the region from end to end.
    @discardableResult
    private mutating func severalNames(_ range: Range<Int>, _ role: TextReading.Role) -> Bool {
        guard range.count > 1 else { return false }
        let kept = hits
        var start = range.lowerBound
        var names = 0
        while start < range.upperBound {
            if names > 0, text.word(start, is: "et") {
                start += 1
                continue
            }
            var end = names == 0 ? range.upperBound - 1 : range.upperBound
            var found = false
            while end > start {
                let words = start..<end
                if text.letterCount(words) >= 3, isCommune(words) {
                    found = true
                    break
                }
                end -= 1
            }
            guard found, lookUp(start..<end, role, factor: 1, quality: .within) else {
                hits = kept
                return false
            }
            names += 1
            start = end
        }
        guard names > 1 else {
            hits = kept
            return false
        }
        return true
    }

    func isCommune(_ words: Range<Int>) -> Bool {
        let (_, rest, _) = withoutArticle(words)
        guard let key = key(text, rest) else { return false }
        return index.names.table.postings(of: key).contains { $0.kind == .current }
    }

    /// The longest name at the head of the words, and the longest at their end.
    mutating func nameAndMore(_ claim: TextReading.Claim) {
        // Several names in a row were found.
        if hits.contains(where: { $0.quality == .within }) { return }
        let before = hits.count
        nameAndMore(claim.words, claim.role)
        let trimmed = trim(claim.words)
        if hits.count == before, trimmed != claim.words { nameAndMore(trimmed, claim.role) }
    }

    /// What follows the name of a town and is no name of a place itself is one of its districts, as a rule.
    private mutating func strengthenTown(_ words: Range<Int>, of range: Range<Int>) {
        let more = words.upperBound..<range.upperBound
        if text.isParticle(more.lowerBound) {
            for place in hits.indices
            where hits[place].words == words && hits[place].commune >= 0 && hits[place].quality == .within
                && isTrueComplement(more, of: hits[place].commune)
            {
                hits[place].likelihood *= EvidenceWeights.nameAndComplement / EvidenceWeights.nameAndMore
            }
            return
        }
        guard !text.isTerritory(more),
            let place = hits.firstIndex(where: { $0.words == words && $0.commune >= 0 && $0.quality == .within }),
            index.communePopulations[Int(hits[place].commune)] >= 2000
        else { return }
        if let key = key(text, withoutArticle(more).1) {
            let isPlace = index.names.table.postings(of: key).contains { posting in
                switch posting.kind {
                case .current, .abroad, .department, .region: true
                case .elsewhere: index.names.elsewherePopulations[posting.target] >= 10_000
                default: false
                }
            }
            if isPlace { return }
        }
        hits[place].likelihood *= EvidenceWeights.townAndMore / EvidenceWeights.nameAndMore
    }

    /// `Bourg-sur-Gironde`, `Le Passage d'Agen`: what follows the name tells it from its namesakes, and is true of it: a commune nearby, or the
    /// end of another name of the department.
    private func isTrueComplement(_ more: Range<Int>, of commune: Int32) -> Bool {
        let department = index.department(ofCommune: commune)
        if index.tables.partialNames().isComplement(text.letters[text.slice(more)], in: department) { return true }
        var rest = more
        while rest.count > 1, text.isParticle(rest.lowerBound) { rest = rest.lowerBound + 1..<rest.upperBound }
        guard let key = key(text, rest) else { return false }
        return index.names.table.postings(of: key).contains {
            $0.kind == .current && index.kilometers(Int32($0.target), commune) < EvidenceWeights.nearbyKilometers
        }
    }

    private mutating func nameAndMore(_ range: Range<Int>, _ role: TextReading.Role) {
        guard range.count > 1, !text.isStreetWord(range.lowerBound) else { return }
        let factor = EvidenceWeights.nameAndMore * EvidenceWeights.chance(letters: text.letterCount(range)) / EvidenceWeights.exactName
        var end = range.upperBound - 1
        var isHead = false
        while end > range.lowerBound {
            let words = range.lowerBound..<end
            if !text.isParticle(end - 1), !text.isGeneric(end - 1) {
                isHead = lookUp(words, role, factor: factor, quality: .within)
                if isHead {
                    strengthenTown(words, of: range)
                    break
                }
            }
            end -= 1
        }
        var start = range.lowerBound + 1
        while start < range.upperBound {
            let words = start..<range.upperBound
            if !text.isParticle(start), !text.isParticle(start - 1) || start - range.lowerBound > 1,
                !text.isParticle(start) || text.article(start) != nil, !text.isGeneric(range.upperBound - 1)
            {
                // `IUT de Bayonne` is in Bayonne, as a rule; `Castillon-de-Lembeye` is not Lembeye.
                let isPossessive = text.isParticle(start - 1) || text.isGeneric(range.lowerBound)
                if isPossessive, isHead { break }
                if lookUp(words, role, factor: isPossessive ? factor * 0.1 : factor, quality: isPossessive ? .mention : .within) { break }
            }
            start += 1
        }
    }
}
