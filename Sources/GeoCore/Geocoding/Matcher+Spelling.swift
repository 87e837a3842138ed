/// Names with spelling mistakes: in the department when it is known, else in the region and in all France.
extension Matcher {
    /// How many letters may differ in a text of this length, before any evidence says more.
    static func bound(letters: Int, hasDepartment: Bool) -> Int {
        switch letters {
        case ..<4: 0
        case 4...5: hasDepartment ? 2 : 1
        case 6...8: 2
        default: hasDepartment ? 3 : 2
        }
    }

    mutating func spellingHits(_ claim: TextReading.Claim) {
        // `de Nontron` is the end of some name, `Saint` the head of many, `Campus` none: no misspelt ones.
        guard !isLink(claim.words.lowerBound), !claim.words.allSatisfy({ text.isGeneric($0) || !text.kinds($0).isEmpty }) else { return }
        spellingHits(claim.words, claim.role)
        let trimmed = trim(claim.words)
        if near.isEmpty, trimmed != claim.words { spellingHits(trimmed, claim.role) }
        if near.isEmpty { misspeltAbbreviation(claim) }
    }

    /// `Sr Martin`, `Stt Yrieix`, `StFlorent`: a slip in the abbreviation of `saint`, or the name glued to it.
    private mutating func misspeltAbbreviation(_ claim: TextReading.Claim) {
        let (article, rest, _) = withoutArticle(claim.words)
        let slice = text.slice(rest)
        guard slice.count >= 6, slice.count <= 50, text.letters[slice.lowerBound] == 0x73 else { return }
        let departments = knownDepartments
        for (full, dropped) in [("saint", 2), ("saint", 3), ("sainte", 3), ("sainte", 4)] {
            let letters = Array(full.utf8) + text.letters[slice.lowerBound + dropped..<slice.upperBound]
            comparison.prepare(letters[...])
            near.removeAll(keepingCapacity: true)
            if departments.isEmpty {
                if let key = letters.withUnsafeBufferPointer({ index.names.table.key($0) }) { near.append((key, 0)) }
            } else {
                find(in: departments, count: letters.count, bound: 1)
            }
            for candidate in near {
                let reading = Reading(
                    words: claim.words, article: article, role: claim.role,
                    factor: candidate.distance == 0 ? EvidenceWeights.misspeltAbbreviation : EvidenceWeights.misspeltAbbreviation * 1e-3,
                    quality: .fuzzy, distance: UInt8(candidate.distance + 1), departments: filter)
                add(index.names.table.postings(of: candidate.key), reading)
            }
        }
    }

    private mutating func spellingHits(_ trimmed: Range<Int>, _ role: TextReading.Role) {
        near.removeAll(keepingCapacity: true)
        let (article, rest, isLeading) = withoutArticle(trimmed)
        let slice = text.slice(rest)
        guard slice.count >= 4, slice.count <= 60, !text.isGeneric(rest.upperBound - 1) || rest.count > 1 else { return }
        comparison.prepare(text.letters[slice])
        let departments = knownDepartments
        let bound = Self.bound(letters: slice.count, hasDepartment: !departments.isEmpty)
        if departments.isEmpty {
            findAnywhere(slice, bound: bound)
        } else {
            // One slip explains most; only where it does not, or where names are short and close to each other, are more looked for.
            find(in: departments, count: slice.count, bound: slice.count < 7 ? bound : 1)
            if near.isEmpty, slice.count >= 7 { find(in: departments, count: slice.count, bound: bound) }
            if near.isEmpty, filter.isEmpty { findAnywhere(slice, bound: min(2, bound)) }
        }
        if !near.isEmpty {
            let best = near.reduce(99) { min($0, $1.distance) }
            near.removeAll { $0.distance > best + 1 }
            near.sort { ($0.distance, $0.key) < ($1.distance, $1.key) }
            for candidate in near.prefix(12) {
                var reading = Reading(words: trimmed, article: article, role: role, factor: 1, departments: filter)
                reading.isArticleBehind = article != .none && !isLeading
                addSpelling(candidate, slice, reading)
            }
            if best <= 1, hasFittingHit { return }
        }
        soundHits(slice, Reading(words: trimmed, article: isLeading ? article : .none, role: role, factor: 1, departments: filter))
    }

    /// The departments that given or other evidence restricts the place to; empty when unknown or outside the region.
    private var knownDepartments: DepartmentSet {
        if !filter.isEmpty { return filter }
        var set = DepartmentSet()
        switch postcode {
        case .listed(let number):
            for commune in index.postcodes.communes(of: number) { set.insert(index.department(ofCommune: commune)) }
        case .unlisted(_, let department): set.insert(department)
        case .none, .elsewhere, .unreadable:
            if hintedDepartment != DepartmentTable.none, index.departments.isInRegion[Int(hintedDepartment)] { set.insert(hintedDepartment) }
        }
        return set
    }

    private mutating func find(in departments: DepartmentSet, count: Int, bound: Int) {
        let lists = index.tables.departmentLists()
        let table = index.names.table
        table.arena.withUnsafeBufferPointer { arena in
            for (number, inRegion) in index.departments.isInRegion.enumerated() where inRegion && departments.contains(UInt8(number)) {
                lists.forEach(in: UInt8(number), near: comparison.signature, count: count, bound: bound) { key in
                    let distance = comparison.distance(to: UnsafeBufferPointer(rebasing: arena[table.letters(of: key)]))
                    if distance <= bound { near.append((key, distance)) }
                }
            }
        }
    }

    private mutating func findAnywhere(_ slice: Range<Int>, bound: Int) {
        guard bound > 0 else { return }
        let spelling = index.tables.spelling()
        findAnywhere(slice, spelling.oneDeletion, bound: 1, isDouble: false)
        if near.isEmpty, bound > 1 {
            findAnywhere(slice, spelling.oneDeletion, bound: 2, isDouble: false)
            findAnywhere(slice, spelling.twoDeletions(), bound: 2, isDouble: true)
        }
    }

    private mutating func findAnywhere(
        _ slice: Range<Int>, _ buckets: SpellingIndex.Buckets, bound: Int, isDouble: Bool
    ) {
        remainders.removeAll(keepingCapacity: true)
        text.letters.withUnsafeBufferPointer { all in
            let letters = UnsafeBufferPointer(rebasing: all[slice])
            func collect(_ head: UInt64) {
                if isDouble {
                    SpellingIndex.forEachDoubleDeletion(head) { remainders.append($0) }
                } else {
                    SpellingIndex.forEachDeletion(head) { remainders.append($0) }
                }
            }
            collect(SpellingIndex.head(letters))
            // A slip in the word `saint` itself.
            for start in Self.misspeltSaint(letters) { collect(SpellingIndex.headOfSaint(letters, from: start)) }
        }
        let glance = text.letters.withUnsafeBufferPointer { SpellingIndex.glance(UnsafeBufferPointer(rebasing: $0[slice])) }
        let count = UInt64(slice.count)
        entries.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        buckets.keys.withUnsafeBufferPointer { keys in
            // All buckets are asked for before any is read, so that memory fetches them side by side.
            for remainder in remainders { spans.append(buckets.bucket(remainder)) }
            var first: UInt64 = 0
            for span in spans where !span.isEmpty { first &+= keys[span.lowerBound] }
            touched = first
            for span in spans {
                for place in span {
                    let entry = keys[place]
                    let longer = (entry >> 26 & 63) &+ UInt64(bound) &- count
                    if longer <= UInt64(2 * bound), (entry >> 32 ^ glance).nonzeroBitCount <= 2 * bound, !entries.contains(entry) {
                        entries.append(entry)
                    }
                }
            }
        }
        let table = index.names.table
        table.arena.withUnsafeBufferPointer { arena in
            for entry in entries {
                let key = Int(entry & 0x3FF_FFFF)
                let distance = comparison.distance(to: UnsafeBufferPointer(rebasing: arena[table.letters(of: key)]))
                if distance <= bound, !near.contains(where: { $0.key == key }) { near.append((key, distance)) }
            }
        }
    }

    /// Where the rest of a name begins whose first letters are `saint` with one slip.
    private static func misspeltSaint(_ letters: UnsafeBufferPointer<UInt8>) -> [Int] {
        guard letters.count > 6, letters[0] == 0x73 || letters[1] == 0x73 || letters[0] == 0x61 else { return [] }
        let saint: [UInt8] = [0x73, 0x61, 0x69, 0x6E, 0x74]
        var common = 0
        while common < 5, letters[common] == saint[common] { common += 1 }
        if common == 5 { return [] }
        var starts: [Int] = []
        func matches(_ from: Int, _ letter: Int) -> Bool {
            for place in letter..<5 where from + place - letter >= letters.count || letters[from + place - letter] != saint[place] { return false }
            return true
        }
        if matches(common, common + 1) { starts.append(4) }
        if matches(common + 1, common + 1) { starts.append(5) }
        if matches(common + 1, common) { starts.append(6) }
        if common < 4, letters[common] == saint[common + 1], letters[common + 1] == saint[common], matches(common + 2, common + 2) {
            starts.append(5)
        }
        return starts
    }

    private mutating func addSpelling(_ candidate: (key: Int, distance: Int), _ slice: Range<Int>, _ reading: Reading) {
        let table = index.names.table
        var reading = reading
        reading.quality = .fuzzy
        reading.distance = UInt8(candidate.distance)
        let likelihood = text.letters.withUnsafeBufferPointer { all in
            table.arena.withUnsafeBufferPointer { arena in
                SpellingLikelihood.likelihood(
                    of: UnsafeBufferPointer(rebasing: all[slice]), for: UnsafeBufferPointer(rebasing: arena[table.letters(of: candidate.key)]),
                    distance: candidate.distance)
            }
        }
        reading.factor = likelihood / EvidenceWeights.exactName
        add(table.postings(of: candidate.key), reading)
    }

    /// A second opinion: names that sound alike though many letters differ.
    private mutating func soundHits(_ slice: Range<Int>, _ reading: Reading) {
        let table = index.names.table
        let alike = text.letters.withUnsafeBufferPointer {
            index.tables.sounds().keys(soundingLike: UnsafeBufferPointer(rebasing: $0[slice]), &sound)
        }
        for posting in alike {
            let key = posting.target
            let distance = table.arena.withUnsafeBufferPointer {
                comparison.distance(to: UnsafeBufferPointer(rebasing: $0[table.letters(of: key)]))
            }
            guard distance > 0, distance <= max(2, slice.count / 3) else { continue }
            var reading = reading
            reading.quality = distance <= 2 ? .fuzzy : .phonetic
            reading.distance = UInt8(distance)
            var likelihood = EvidenceWeights.soundAlike
            for _ in 1..<distance { likelihood *= EvidenceWeights.soundFurther }
            reading.factor = likelihood / EvidenceWeights.exactName
            add(table.postings(of: key), reading)
        }
    }
}
