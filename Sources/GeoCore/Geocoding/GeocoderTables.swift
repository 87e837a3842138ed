internal import Dispatch

/// The tables in which the geocoder looks names, postcodes and spellings up: those that take long to make, or longer to make than to read.
///
/// They follow from the reference and the movements alone. Without movements they can be kept in an archive.
struct GeocoderTables: Sendable {
    let departments: DepartmentTable
    let names: PlaceNames
    let postcodes: PostcodeTable

    // Made at the first need of them, or read.
    let partialNames: LazyPart<PartialNames>
    let spelling: LazyPart<SpellingIndex>
    let departmentLists: LazyPart<DepartmentNameLists>
    let sounds: LazyPart<SoundIndex>
    let prefixes: LazyPart<PrefixIndex>
    let words: LazyPart<ToponymWords>

    /// - Parameter isForMany: all tables are made now, side by side.
    init(reference: ReferenceGeography, movements: Movements, isForMany: Bool) {
        let words = LazyPart { ToponymWords(reference: reference) }
        let departments = DepartmentTable(reference: reference)
        let (names, postcodes) = together(
            { PlaceNames(reference: reference, departments: departments, movements: movements) },
            {
                if isForMany { _ = words() }
                return PostcodeTable(reference: reference) { code in
                    departments.index(of: code).map { departments.isInRegion[Int($0)] } ?? false
                }
            })
        self.departments = departments
        self.names = names
        self.postcodes = postcodes
        self.words = words
        partialNames = LazyPart { PartialNames(reference: reference, names: names, departments: departments) }
        spelling = LazyPart { SpellingIndex(table: names.table, isPlace: names.isPlace) }
        departmentLists = LazyPart {
            DepartmentNameLists(
                names: names, communeDepartments: departments.numbers(of: reference.communes), departments: departments.codes.count)
        }
        sounds = LazyPart { SoundIndex(names: names) }
        prefixes = LazyPart { PrefixIndex(table: names.table, isPlace: names.isPlace) }
        if isForMany { prepare() }
    }

    /// Makes all tables, on all cores; those that take longest first.
    private func prepare() {
        let parts: [@Sendable () -> Void] = [
            { [self] in _ = spelling().twoDeletions() }, { [self] in _ = partialNames() }, { [self] in _ = sounds() }, { [self] in _ = words() },
            { [self] in _ = prefixes() }, { [self] in _ = departmentLists() },
        ]
        DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0]() }
    }
}

extension GeocoderTables {
    private static let section = "geocoder"

    func write(to archive: inout ArchiveWriter) {
        archive.section(Self.section) { section in
            departments.write(to: &section)
            names.write(to: &section)
            postcodes.write(to: &section)
            partialNames().write(to: &section)
            spelling().write(to: &section)
            departmentLists().write(to: &section)
            sounds().write(to: &section)
            prefixes().write(to: &section)
            words().write(to: &section)
        }
    }

    /// Those of an archive, where they lie.
    init(_ archive: Archive) throws(ArchiveError) {
        var section = try archive.section(Self.section)
        departments = try DepartmentTable(&section)
        names = try PlaceNames(departments: departments, &section)
        postcodes = try PostcodeTable(&section)
        partialNames = LazyPart(try PartialNames(&section))
        spelling = LazyPart(try SpellingIndex(&section))
        departmentLists = LazyPart(try DepartmentNameLists(&section))
        sounds = LazyPart(try SoundIndex(&section))
        prefixes = LazyPart(try PrefixIndex(table: names.table, &section))
        words = LazyPart(try ToponymWords(&section))
    }
}
