/// Every full name that places are known by, read once: the communes of the region, what they were called, and the communes of all France.
final class PlaceNames: Sendable {
    /// A name that a commune of the region bears beside its own.
    struct Alias: Sendable {
        let name: String
        /// INSEE code it had; empty for a language variant.
        let code: String
        let commune: Int32
        /// ISO date at which it ended; empty when the source gives none.
        let until: String

        /// The name of a commune that is no more, not the same commune's own.
        var isFormer: Bool { !code.isEmpty }
    }

    let table: NameTable
    let aliases: [Alias]
    /// For each commune of France in the gazetteer's order: its department's number, and what it weighs against a commune of the region.
    let elsewhereDepartments: Column<UInt8>
    let elsewherePopulations: Column<Int32>
    private let departmentsInRegion: [Bool]

    init(reference: ReferenceGeography, departments: DepartmentTable, movements: Movements) {
        let gazetteer = reference.gazetteer
        var table = NameTableBuilder(expectedKeys: reference.communes.count * 3 / 2 + gazetteer.nationalCommunes.count + movements.formerNames.count)
        var aliases: [Alias] = []
        var text = FoldedText()
        func add(_ name: String, _ kind: NamePosting.Kind, _ target: Int) {
            text.read(name)
            Self.add(text, kind, target, to: &table)
        }
        for (index, commune) in reference.communes.enumerated() {
            add(commune.name, .current, index)
            Self.addLoose(text, index, to: &table)
        }
        var dates: [String: String] = [:]
        for former in movements.formerNames where !former.isRenaming { dates[former.code + former.name] = former.until }
        var legal = Set<String>()
        for former in gazetteer.formerCommunes {
            guard let commune = reference.index(of: former.currentCode.rawValue, at: .commune) else { continue }
            let key = former.code.rawValue + former.name
            legal.insert(key)
            add(former.name, .former, aliases.count)
            aliases.append(Alias(name: former.name, code: former.code.rawValue, commune: Int32(commune), until: dates[key] ?? ""))
        }
        for former in movements.formerNames where !legal.contains(former.code + former.name) {
            for code in former.currentCodes {
                guard let commune = reference.index(of: code, at: .commune), reference.communes[commune].name != former.name else { continue }
                add(former.name, former.isRenaming ? .renamed : .vanished, aliases.count)
                aliases.append(Alias(name: former.name, code: former.code, commune: Int32(commune), until: former.until))
            }
        }
        for (commune, name) in Self.variants(of: reference) {
            add(name, .variant, aliases.count)
            aliases.append(Alias(name: name, code: "", commune: Int32(commune), until: ""))
        }
        for (index, name) in departments.names.enumerated() { add(name, .department, index) }
        for former in DepartmentTable.formerNames {
            if let index = departments.index(of: former.code) { add(former.name, .department, Int(index)) }
        }
        var regions = Set<String>()
        for department in gazetteer.nationalDepartments where regions.insert(department.regionName).inserted {
            add(department.regionName, .region, 0)
        }
        for name in ForeignPlaces.names { add(name, .abroad, 0) }
        var elsewhere = [UInt8](repeating: DepartmentTable.none, count: gazetteer.nationalCommunes.count)
        var populations = [Int32](repeating: 0, count: gazetteer.nationalCommunes.count)
        var previous: DepartmentCode?
        var department: UInt8 = DepartmentTable.none
        for (index, commune) in gazetteer.nationalCommunes.enumerated() {
            if commune.departmentCode != previous {
                previous = commune.departmentCode
                department = departments.index(of: commune.departmentCode) ?? DepartmentTable.none
            }
            elsewhere[index] = department
            if department != DepartmentTable.none, departments.isInRegion[Int(department)] { continue }
            let isFormer = commune.type != "COM" && commune.type != "ARM"
            populations[index] = Int32(clamping: commune.population ?? 0)
            add(commune.name, isFormer ? .formerElsewhere : .elsewhere, index)
        }
        self.table = NameTable(table)
        self.aliases = aliases
        elsewhereDepartments = Column(elsewhere)
        elsewherePopulations = Column(populations)
        departmentsInRegion = departments.isInRegion
    }

    func write(to section: inout ArchiveSection) {
        table.write(to: &section)
        TextColumn(aliases.map(\.name)).write(to: &section)
        TextColumn(aliases.map(\.code)).write(to: &section)
        section.append(aliases.map(\.commune))
        TextColumn(aliases.map(\.until)).write(to: &section)
        section.append(elsewhereDepartments)
        section.append(elsewherePopulations)
    }

    init(departments: DepartmentTable, _ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        table = try NameTable(&section)
        let names = try TextColumn(&section)
        let codes = try TextColumn(&section)
        let communes = try section.column(Int32.self)
        let ends = try TextColumn(&section)
        guard codes.count == names.count, communes.count == names.count, ends.count == names.count else {
            throw ArchiveError(problem: "the former names are damaged")
        }
        aliases = (0..<names.count).map { Alias(name: names[$0], code: codes[$0], commune: communes[$0], until: ends[$0]) }
        elsewhereDepartments = try section.column()
        elsewherePopulations = try section.column()
        departmentsInRegion = departments.isInRegion
    }

    func isInRegion(_ department: UInt8) -> Bool { departmentsInRegion[Int(department)] }

    /// The key names a commune, here or elsewhere.
    func isPlace(_ key: Int) -> Bool {
        table.postings(of: key).contains { $0.kind != .department && $0.kind != .region && $0.kind != .intercommunality && $0.kind != .abroad }
    }

    /// The commune of the region that a posting means, if it means one.
    func commune(of posting: NamePosting) -> Int32? {
        switch posting.kind {
        case .current, .beginning, .loose, .ending: Int32(posting.target)
        case .former, .renamed, .vanished, .variant, .formerBeginning: aliases[posting.target].commune
        case .elsewhere, .formerElsewhere, .beginningElsewhere, .department, .intercommunality, .region, .abroad: nil
        }
    }

    /// Adds a name without the small words between: `Saint-André-Allas` of `Saint-André-d'Allas`.
    private static func addLoose(_ text: FoldedText, _ target: Int, to table: inout NameTableBuilder) {
        let (article, rest) = text.leadingArticle(0..<text.words.count)
        guard rest.count > 2, rest.dropFirst().dropLast().contains(where: { text.isParticle($0) }) else { return }
        text.looseLetters(rest).withUnsafeBufferPointer { table.add($0, NamePosting(.loose, article: article, target: target)) }
    }

    /// The language variants of the communes that the reference holds.
    private static func variants(of reference: ReferenceGeography) -> [(commune: Int, name: String)] {
        let wanted = Dictionary(grouping: LanguageVariants.all) { $0.department + $0.french }
        let departments = Set(LanguageVariants.all.map(\.department))
        return reference.communes.enumerated().flatMap { index, commune -> [(commune: Int, name: String)] in
            guard let department = commune.departmentCode?.rawValue, departments.contains(department),
                let variants = wanted[department + commune.name]
            else { return [] }
            return variants.map { (index, $0.name) }
        }
    }

    /// Adds a name under its letters without the article, with the article glued on, and without a bracket at its end (`Castillon (Canton de Lembeye)`).
    private static func add(_ text: FoldedText, _ kind: NamePosting.Kind, _ target: Int, to table: inout NameTableBuilder) {
        guard !text.isEmpty else { return }
        let (article, rest) = text.leadingArticle(0..<text.words.count)
        text.letters.withUnsafeBufferPointer { letters in
            func key(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: letters[text.slice(range)]) }
            table.add(key(rest), NamePosting(kind, article: article, target: target))
            if article != .none { table.add(key(0..<rest.upperBound), NamePosting(kind, article: .none, target: target)) }
            if let bracket = text.words.firstIndex(where: \.isInBrackets), bracket > rest.lowerBound {
                table.add(key(rest.lowerBound..<bracket), NamePosting(kind, article: article, target: target))
            }
        }
    }
}

extension FoldedText {
    /// The article that the words begin with, and the words after it; an article that stands alone is a name.
    func leadingArticle(_ range: Range<Int>) -> (NameArticle, Range<Int>) {
        guard range.count > 1, let article = article(range.lowerBound) else { return (.none, range) }
        return (article, range.lowerBound + 1..<range.upperBound)
    }

    /// The article that one word is.
    func article(_ index: Int) -> NameArticle? {
        switch packed(index) {
        case 0x6C65: .le
        case 0x6C61: .la
        case 0x6C_6573: .les
        case 0x6C: .l
        case 0x61_7578: .aux
        case 0x6C_6173: .las
        case 0x6C_6F73: .los
        default: nil
        }
    }
}
