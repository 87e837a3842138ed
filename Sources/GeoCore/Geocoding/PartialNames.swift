/// The shorter forms of full names: their first words (`La Teste`, `Sarlat`), their last ones (`Hossegor`), their words in another order, and
/// the names of EPCI, which are no communes.
final class PartialNames: Sendable {
    let table: NameTable
    /// Names by their words whatever the order, without small words: the sum of the words' hashes as a key of eight bytes.
    let bags: NameTable
    /// Ends of names from a small word on (`-sur-Gironde`, `-de-Saintonge`), with their departments, as hashes in order.
    private let complements: Column<UInt64>

    init(reference: ReferenceGeography, names: PlaceNames, departments: DepartmentTable) {
        let national = reference.gazetteer.nationalCommunes
        var table = NameTableBuilder(expectedKeys: national.count + reference.communes.count * 3)
        var bags = NameTableBuilder(expectedKeys: national.count * 2 / 3)
        var text = FoldedText()
        var complements = Set<UInt64>()
        for (index, commune) in reference.communes.enumerated() {
            text.read(commune.name)
            if let department = commune.departmentCode.flatMap({ departments.index(of: $0) }) {
                for start in text.words.indices.dropFirst().dropLast() where text.isParticle(start) && !text.isParticle(start - 1) {
                    complements.insert(Self.complement(text.letters[text.slice(start..<text.words.count)], department))
                }
            }
            Self.add(text, .beginning, index, to: &table)
            Self.addEndings(text, index, to: &table)
            Self.addBag(text, .current, index, to: &bags)
        }
        for (index, alias) in names.aliases.enumerated() where alias.isFormer {
            text.read(alias.name)
            Self.add(text, .formerBeginning, index, to: &table)
            Self.addBag(text, .former, index, to: &bags)
        }
        for (index, commune) in national.enumerated() where commune.type == "COM" {
            let department = names.elsewhereDepartments[index]
            if department == DepartmentTable.none || names.isInRegion(department) { continue }
            text.read(commune.name)
            Self.add(text, .beginningElsewhere, index, to: &table)
            Self.addBag(text, .elsewhere, index, to: &bags)
        }
        for (index, epci) in reference.territories(at: .epci).enumerated() {
            text.read(epci.name)
            let range = text.withoutKind(0..<text.words.count)
            text.letters.withUnsafeBufferPointer {
                table.add(
                    UnsafeBufferPointer(rebasing: $0[text.slice(range)]), NamePosting(.intercommunality, article: .none, target: index))
                table.add($0, NamePosting(.intercommunality, article: .none, target: index))
            }
        }
        self.table = NameTable(table)
        self.bags = NameTable(bags)
        self.complements = Column(complements.sorted())
    }

    func write(to section: inout ArchiveSection) {
        table.write(to: &section)
        bags.write(to: &section)
        section.append(complements)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        table = try NameTable(&section)
        bags = try NameTable(&section)
        complements = try section.column()
    }

    /// Another name of the department ends so.
    func isComplement(_ letters: ArraySlice<UInt8>, in department: UInt8) -> Bool {
        let wanted = Self.complement(letters, department)
        var (low, high) = (0, complements.count)
        while low < high {
            let middle = (low + high) / 2
            if complements[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < complements.count && complements[low] == wanted
    }

    private static func complement(_ letters: ArraySlice<UInt8>, _ department: UInt8) -> UInt64 {
        letters.withUnsafeBufferPointer { KeyHash.hash($0) } &+ UInt64(department)
    }

    private static func addBag(_ text: FoldedText, _ kind: NamePosting.Kind, _ target: Int, to table: inout NameTableBuilder) {
        guard let bags = text.bags(0..<text.words.count) else { return }
        func add(_ bag: UInt64) {
            withUnsafeBytes(of: bag) { table.add($0.bindMemory(to: UInt8.self), NamePosting(kind, article: .none, target: target)) }
        }
        add(bags.all)
        if let large = bags.large { add(large) }
    }

    /// `Hossegor` of `Soorts-Hossegor`, `Cap-Ferret` of `Lège-Cap-Ferret`: what follows a hyphen and not a small word.
    private static func addEndings(_ text: FoldedText, _ target: Int, to table: inout NameTableBuilder) {
        let (_, rest) = text.leadingArticle(0..<text.words.count)
        guard rest.count > 1, !text.isGeneric(rest.lowerBound) else { return }
        text.letters.withUnsafeBufferPointer { letters in
            for start in rest.lowerBound + 1..<rest.upperBound {
                if text.isParticle(start) || text.isGeneric(start) || text.words[start].isInBrackets { continue }
                if text.isParticle(start - 1), !text.word(start - 1, is: "et") { continue }
                let slice = text.slice(start..<rest.upperBound)
                if slice.count < 5 { continue }
                table.add(UnsafeBufferPointer(rebasing: letters[slice]), NamePosting(.ending, article: .none, target: target))
            }
        }
    }

    private static func add(_ text: FoldedText, _ beginning: NamePosting.Kind, _ target: Int, to table: inout NameTableBuilder) {
        let (article, rest) = text.leadingArticle(0..<text.words.count)
        guard rest.count > 1 else { return }
        text.letters.withUnsafeBufferPointer { letters in
            for end in rest.lowerBound + 1..<rest.upperBound {
                if text.isParticle(end - 1) || text.isGeneric(end - 1) || text.words[end].isInBrackets { continue }
                let slice = text.slice(rest.lowerBound..<end)
                if slice.count < 3 { continue }
                table.add(UnsafeBufferPointer(rebasing: letters[slice]), NamePosting(beginning, article: article, target: target))
            }
        }
    }
}

extension FoldedText {
    /// A word so common at the head of names that alone it is no beginning of any.
    func isGeneric(_ index: Int) -> Bool {
        word(index, is: "saint") || word(index, is: "sainte") || word(index, is: "saints") || word(index, is: "saintes")
            || word(index, is: "notredame")
    }

    /// The words whatever their order, `all` of them and the `large` ones, without articles and small words: one is equal for `Champagne-Mouton` and `Mouton Champagne`.
    /// `nil` for fewer than two words; no `large` where the text ends in a small word, having been cut there.
    func bags(_ range: Range<Int>) -> (all: UInt64, large: UInt64?)? {
        var all: UInt64 = 1
        var sum: UInt64 = 0
        var count = 0
        letters.withUnsafeBufferPointer { letters in
            for index in range {
                let word = words[index]
                let hash = KeyHash.hash(UnsafeBufferPointer(rebasing: letters[Int(word.start)..<Int(word.end)]))
                all &+= hash
                if isParticle(index) { continue }
                sum &+= hash
                count += 1
            }
        }
        guard range.count > 1, count > 0 else { return nil }
        return (all, count > 1 && !isParticle(range.upperBound - 1) ? sum : nil)
    }

    /// The letters of the words without particles between the first and the last.
    func looseLetters(_ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        for index in range where index == range.lowerBound || index == range.upperBound - 1 || !isParticle(index) {
            out.append(contentsOf: letters[Int(words[index].start)..<Int(words[index].end)])
        }
        return out
    }

    /// The words of an EPCI's name after its kind: `Communauté de communes du Thouarsais` → `Thouarsais`.
    func withoutKind(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while range.count > 1 {
            let first = range.lowerBound
            let isKind =
                word(first, is: "communaute") || word(first, is: "communes") || word(first, is: "agglomeration") || word(first, is: "urbaine")
                || word(first, is: "cc") || word(first, is: "ca") || word(first, is: "cdc") || word(first, is: "cu") || word(first, is: "agglo")
            guard isKind || isParticle(first) else { break }
            range = first + 1..<range.upperBound
        }
        // Grand Poitiers Communauté urbaine
        while range.count > 2, word(range.upperBound - 1, is: "urbaine") || word(range.upperBound - 1, is: "communaute") {
            range = range.lowerBound..<range.upperBound - 1
        }
        return range
    }
}
