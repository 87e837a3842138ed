/// Which field names the town, and which places its words may be.
extension Matcher {
    /// Reads the town from the first field that names one: the town field, the free line, the address.
    mutating func readTown() {
        if let city = query.city, !city.isEmpty {
            read(city, .city, as: .town)
            if !hasPostcode { readPostcodeOfAddress() }
            search()
            if !hits.isEmpty { return }
            // The columns swapped: the postcode stands in the town's field, the town in the postcode's.
            if reading.claims.isEmpty, case .unreadable = writtenPostcode, let written = query.postcode {
                read(written, .city, as: .postcode)
                search()
                if !hits.isEmpty { return }
            }
        } else if let line = query.freeText, !line.isEmpty {
            read(line, .freeText, as: .freeText)
            readLoneNumber()
            search()
            if !hits.isEmpty { return }
        }
        let townWasEmpty = reading.isEmpty
        hasConsultedAddress = true
        guard !query.addressLines.isEmpty else { return }
        let kept = (text, reading, textField)
        read(query.addressLines.joined(separator: "\n"), .address, as: .address)
        search()
        if hits.isEmpty, !townWasEmpty { (text, reading, textField) = kept }
    }

    private mutating func read(_ written: String, _ field: TextReading.Field, as noteField: EvidenceNote.Field) {
        text.read(written)
        reading.read(text, field: field, departments: index.departments, ignored: &ignored)
        textField = noteField
        claim = nil
        if !hasPostcode, let number = reading.postcode { postcode = evidence(ofPostcode: number) }
        if reading.department != DepartmentTable.none { hintedDepartment = reading.department }
    }

    /// A postcode was given, here or elsewhere in the row.
    private var hasPostcode: Bool {
        switch postcode {
        case .none, .unreadable: false
        case .listed, .unlisted, .elsewhere: true
        }
    }

    /// The address is read for its postcode alone when the town stands in a field of its own.
    private mutating func readPostcodeOfAddress() {
        hasConsultedAddress = true
        guard !query.addressLines.isEmpty else { return }
        var address = FoldedText()
        var found = TextReading()
        for line in query.addressLines.reversed() {
            guard line.utf8.contains(where: \.isDigit) else { continue }
            address.read(line)
            found.read(address, field: .address, departments: index.departments, ignored: &ignored)
            if let number = found.postcode {
                postcode = evidence(ofPostcode: number)
                return
            }
        }
    }

    /// A free line of five digits alone is a postcode, or else an INSEE code; which of the two cannot always be known.
    private mutating func readLoneNumber() {
        guard text.words.count == 1, text.words[0].count == 5, let number = reading.postcode else { return }
        if case .unlisted = evidence(ofPostcode: number), let commune = index.commune(PostcodeTable.text(number)) {
            code = .current(Int32(commune))
            isLoneNumber = true
        }
    }

    /// The department that other evidence points to, if any.
    var evidentDepartment: UInt8 {
        if let only = filter.only { return only }
        switch postcode {
        case .listed(let number):
            return index.postcodes.communes(of: number).first.map { index.department(ofCommune: $0) } ?? DepartmentTable.none
        case .unlisted(_, let department): return department
        case .elsewhere, .none, .unreadable: return hintedDepartment
        }
    }

    /// Some reading fits the filter and the postcode's department.
    var hasFittingHit: Bool {
        let department = evidentDepartment
        for hit in hits where hit.commune >= 0 && hit.likelihood >= EvidenceWeights.otherArticle * EvidenceWeights.looseName {
            let own = index.department(ofCommune: hit.commune)
            if !filter.isEmpty, !filter.contains(own) { continue }
            if case .listed = postcode {
                if postcodeLikelihood(hit.commune) >= EvidenceWeights.postcodeNearby { return true }
            } else if department == DepartmentTable.none || own == department {
                return true
            }
        }
        return false
    }

    /// Finds what the clauses of the text may name: exactly; if nothing fits, in part; if still nothing, with mistakes.
    mutating func search() {
        guard !reading.isEmpty else { return }
        departmentClauses.removeAll(keepingCapacity: true)
        if let whole = reading.whole {
            let all = TextReading.Claim(words: whole, role: .town)
            namedDepartment = DepartmentTable.none
            if exactHits(all) { return finish(all) }
            if namedDepartment != DepartmentTable.none {
                townIsDepartment = namedDepartment
                return finish(all)
            }
            // `DOUVILLE/ANDELLE` is Douville-sur-Andelle.
            if !whole.dropFirst().contains(where: { text.words[$0].gap == .hard }) {
                bagHits(whole, .town, index.tables.partialNames())
                if !hits.isEmpty { return finish(all) }
            }
        }
        readExactly(reading.claims.prefix(reading.leadingClaims))
        // `Pessac, Gironde`: the last clause is no town, the one before it is.
        let others = reading.claims.dropFirst(reading.leadingClaims)
        if !departmentClauses.isEmpty || hits.isEmpty && namedTerritory {
            readExactly(others)
        } else if reading.isList, others.allSatisfy({ isCommune($0.words) }) {
            // `Bordeaux, Pessac, Talence`: any of them.
            readExactly(others)
        }
        hintDepartmentBesideTown()
        shortNamesBesideTown()
        if let other = reading.otherPostcode { settlePostcodes(other) }
        if hasFittingHit { return shorterForms() }
        searchInexactly()
        if hits.isEmpty { readExactly(reading.claims.dropFirst(reading.leadingClaims)) }
    }

    /// Two postcodes in the text: when two towns are named too, neither postcode decides; when one is, the postcode that is its own does.
    private mutating func settlePostcodes(_ other: Int) {
        guard reading.postcode == postcode.value else { return }
        let last = postcode
        postcode = evidence(ofPostcode: other)
        let first = postcode
        func names(_ evidence: PostcodeEvidence) -> Bool {
            switch evidence {
            case .listed(let number):
                let served = index.postcodes.communes(of: number)
                return hits.contains { $0.commune >= 0 && $0.quality == .exact && served.contains($0.commune) }
            case .elsewhere(_, let department):
                return hits.contains {
                    $0.elsewhere >= 0 && $0.quality == .exact && index.names.elsewhereDepartments[Int($0.elsewhere)] == department
                }
            case .none, .unlisted, .unreadable: return false
            }
        }
        switch (names(first), names(last)) {
        case (true, true) where isSamePlace(first, last): postcode = last
        case (true, true):
            postcode = .none
            notes.append(EvidenceNote(textField, .postcodesDiffer, written: writtenText))
        case (true, false): postcode = first
        default: postcode = last
        }
    }

    /// Both postcodes serve one commune: `33000 / 33800 Bordeaux`.
    private func isSamePlace(_ first: PostcodeEvidence, _ last: PostcodeEvidence) -> Bool {
        guard case .listed(let a) = first, case .listed(let b) = last else { return false }
        let served = index.postcodes.communes(of: b)
        return hits.allSatisfy { $0.commune < 0 || served.contains($0.commune) && index.postcodes.communes(of: a).contains($0.commune) }
    }

    private mutating func readExactly(_ claims: ArraySlice<TextReading.Claim>) {
        for claim in claims {
            let before = hits.count
            namedDepartment = DepartmentTable.none
            if claim.role == .tail { tailHits(claim) } else { exactHits(claim) }
            if hits.count > before, self.claim == nil { self.claim = claim }
            guard namedDepartment != DepartmentTable.none else { continue }
            // A department's name beside a town says where the town is; alone it says no more than that.
            departmentClauses.append((namedDepartment, claim.words))
            if reading.claims.count == 1 {
                townIsDepartment = namedDepartment
            } else if hits.count == before, hintedDepartment == DepartmentTable.none {
                hintedDepartment = namedDepartment
            }
        }
    }

    private mutating func searchInexactly() {
        let claims = reading.claims
        for claim in claims where claim.role == .town { partialHits(claim) }
        if hits.contains(where: { $0.quality == .loose || $0.quality == .reordered }), hasFittingHit { return }
        let before = hits.count
        for claim in claims where claim.role == .town { shortenedHits(claim) }
        if hits.count > before, hasFittingHit { return }
        if townIsDepartment != DepartmentTable.none || namedAbroad || namedIntercommunality && hits.isEmpty { return }
        if let whole = reading.whole { spellingHits(TextReading.Claim(words: whole, role: .town)) }
        for claim in claims where claim.role == .town { spellingHits(claim) }
        let isClose = hits.contains { $0.quality == .fuzzy && $0.distance <= 1 }
        if !isClose || text.isProbablyCut {
            for claim in claims where claim.role == .town { cutHits(claim) }
        } else if !hasHitOfPostcode {
            // `Saint-Mart` is nearer to Saint-Mard than to Saint-Martin-de-Coux, and as likely either.
            for claim in claims where claim.role == .town && nearDiffersAtEnd(claim) { cutHits(claim) }
        }
        // The whole name with one slip is far likelier than a name within the text.
        if isClose, hasCloseHit { return }
        for claim in claims where claim.role == .town && !text.isTerritory(trim(claim.words)) { nameAndMore(claim) }
    }

    /// A reading of the text is a commune of the postcode.
    private var hasHitOfPostcode: Bool {
        guard case .listed = postcode else { return false }
        return hits.contains { $0.commune >= 0 && postcodeLikelihood($0.commune) == EvidenceWeights.postcodeListed }
    }

    /// The slip of a near name is in its last letters.
    private func nearDiffersAtEnd(_ claim: TextReading.Claim) -> Bool {
        let slice = text.slice(withoutArticle(claim.words).1)
        guard slice.count >= 7 else { return false }
        let table = index.names.table
        let head = text.letters[slice].dropLast(2)
        return near.contains { $0.distance <= 1 && table.arena[table.letters(of: $0.key)].starts(with: head) }
    }

    /// A name with one slip, in the department that other evidence points to.
    private var hasCloseHit: Bool {
        let department = evidentDepartment
        return hits.contains { hit in
            hit.quality == .fuzzy && hit.distance <= 1 && (department == DepartmentTable.none || self.department(of: hit) == department)
        }
    }

    /// `Dax, Landes`: a department's name beside a town of that department is the department, though a commune bears the name too.
    private mutating func hintDepartmentBesideTown() {
        for (department, words) in departmentClauses where hintedDepartment == DepartmentTable.none {
            let fits = hits.contains { $0.words != words && self.department(of: $0) == department }
            guard fits else { continue }
            hintedDepartment = department
            hits.removeAll { $0.words == words }
        }
    }

    /// `Tulle / Brive`: beside a town that is named in full, another may be named in short.
    private mutating func shortNamesBesideTown() {
        guard reading.leadingClaims > 1, !hits.isEmpty else { return }
        for claim in reading.claims.prefix(reading.leadingClaims) where claim.role == .town {
            let isExplained =
                hits.contains { $0.words.overlaps(claim.words) } || departmentClauses.contains { $0.1 == claim.words }
            if !isExplained { shortHits(claim) }
        }
    }

    private func department(of hit: NameHit) -> UInt8 {
        hit.commune >= 0 ? index.department(ofCommune: hit.commune) : index.names.elsewhereDepartments[Int(hit.elsewhere)]
    }

    /// An old name, or a full name that nothing else supports, may also be the short form of a larger place: `Castillon`, `Sainte-Foy`.
    private mutating func shorterForms() {
        let evident = evidentDepartment
        let isFull = hits.contains { $0.quality == .exact && $0.commune >= 0 && index.department(ofCommune: $0.commune) == evident }
        if isFull, evident != DepartmentTable.none { return }
        if case .current = code { return }
        for claim in reading.claims where claim.role == .town { shortHits(claim) }
    }

    private mutating func finish(_ claim: TextReading.Claim) {
        self.claim = claim
    }

    /// The words as they stand, then without words that frame a name (`mairie de`, `centre`).
    @discardableResult
    mutating func exactHits(_ claim: TextReading.Claim) -> Bool {
        if !text.lost.isEmpty, lostLetterHits(claim.words, claim.role) { return true }
        if lookUp(claim.words, claim.role, factor: 1) { return true }
        let trimmed = trim(claim.words)
        guard trimmed != claim.words, namedDepartment == DepartmentTable.none else { return false }
        // `Rochefort Océan` is an EPCI, `Lacanau Océan` is at Lacanau.
        if trimmed.upperBound < claim.words.upperBound, isIntercommunality(claim.words) { return false }
        let found = lookUp(trimmed, claim.role, factor: 1)
        // `Bourg-sur-Gironde` does not name the department.
        namedDepartment = DepartmentTable.none
        return found
    }

    /// `P?rigueux`, `C?ur`: the names that have a letter that may bear an accent, or none, where one was lost.
    private mutating func lostLetterHits(_ range: Range<Int>, _ role: TextReading.Role) -> Bool {
        let (article, rest, _) = withoutArticle(range)
        let slice = text.slice(rest)
        let places = text.lost.filter { slice.contains($0) }
        guard !places.isEmpty, places.count <= 4 else { return false }
        var spellings: [(letters: [UInt8], factor: Double)] = [([], 1)]
        var from = slice.lowerBound
        for place in places {
            let between = text.letters[from..<place]
            from = place + 1
            spellings = spellings.flatMap { head in
                Self.accentedLetters.map {
                    (head.letters + between + Array($0.utf8), $0 == "e" ? head.factor : head.factor * EvidenceWeights.lostLetter)
                }
            }
        }
        let tail = text.letters[from..<slice.upperBound]
        var found = false
        for spelling in spellings {
            let letters = spelling.letters + tail
            guard let key = letters.withUnsafeBufferPointer({ index.names.table.key($0) }) else { continue }
            let reading = Reading(words: range, article: article, role: role, factor: spelling.factor, quality: nil)
            if add(index.names.table.postings(of: key), reading) { found = true }
        }
        return found
    }

    private static let accentedLetters = ["e", "a", "o", "i", "u", "c", "oe", ""]

    func trim(_ range: Range<Int>) -> Range<Int> {
        var range = range
        if range.count > 4, text.word(range.lowerBound, is: "hotel"), text.word(range.lowerBound + 1, is: "de"),
            text.word(range.lowerBound + 2, is: "ville")
        {
            range = range.lowerBound + 2..<range.upperBound
        }
        while range.count > 1, text.kinds(range.upperBound - 1).contains(.after) || text.isRomanOrdinal(range.upperBound - 1) {
            range = range.lowerBound..<range.upperBound - 1
        }
        while range.count > 1, text.word(range.upperBound - 1, is: "et") { range = range.lowerBound..<range.upperBound - 1 }
        var isFramed = false
        while range.count > 1 {
            let kinds = text.kinds(range.lowerBound)
            if kinds.isEmpty { break }
            let isFrame = kinds.contains(.before) || kinds.contains(.beforeLink) && isLink(range.lowerBound + 1)
            // `de Bazas` alone may be the end of any name.
            guard isFrame || isFramed && isLink(range.lowerBound) else { break }
            isFramed = true
            range = range.lowerBound + 1..<range.upperBound
        }
        return range
    }

    /// `de`, `du`, `des`, `d'`.
    func isLink(_ word: Int) -> Bool {
        let packed = text.packed(word)
        return packed == 0x6465 || packed == 0x6475 || packed == 0x64 || packed == 0x64_6573
    }

    /// The longest run of last words of a street line that is a name and does not belong to the street's name.
    mutating func tailHits(_ claim: TextReading.Claim) {
        let range = claim.words
        var start = max(range.lowerBound + 1, range.upperBound - 7)
        while start < range.upperBound {
            defer { start += 1 }
            if text.isParticle(start), text.article(start) == nil { continue }
            if text.words[start].hasDigit || text.words[start].gap > .inside { continue }
            let previous = start - 1
            if text.isParticle(previous) || text.isStreetWord(previous) || text.isHamletWord(start..<range.upperBound) { continue }
            if start - range.lowerBound < 2, !text.words[previous].hasDigit { continue }
            if lookUp(start..<range.upperBound, .tail, factor: 1) {
                // Of places elsewhere only a city is meant there.
                hits.removeAll { $0.elsewhere >= 0 && index.names.elsewherePopulations[Int($0.elsewhere)] < 20_000 }
                return
            }
        }
    }
}
