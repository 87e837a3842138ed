/// The communes of France in order of code and type: a list of them, or columns of an archive from which each is made when it is asked for.
public struct NationalCommunes: RandomAccessCollection, Sendable {
    private enum Storage: Sendable {
        case list([NationalCommune])
        case columns(NationalCommuneColumns)
    }

    private let storage: Storage

    init(_ communes: [NationalCommune]) { storage = .list(communes) }

    public var startIndex: Int { 0 }

    public var endIndex: Int {
        switch storage {
        case .list(let communes): communes.count
        case .columns(let columns): columns.populations.count
        }
    }

    public subscript(place: Int) -> NationalCommune {
        switch storage {
        case .list(let communes): communes[place]
        case .columns(let columns): columns[place]
        }
    }
}

extension NationalCommunes {
    func write(to section: inout ArchiveSection) { NationalCommuneColumns(self).write(to: &section) }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) { storage = .columns(try NationalCommuneColumns(&section)) }
}

private struct NationalCommuneColumns: Sendable {
    private static let unknown: Int32 = -1

    let codes: TextColumn
    let names: TextColumn
    let types: TextColumn
    let departmentCodes: TextColumn
    let postcodes: TextColumn
    let populations: Column<Int32>

    init(_ communes: NationalCommunes) {
        codes = TextColumn(communes.lazy.map(\.code.rawValue))
        names = TextColumn(communes.lazy.map(\.name))
        types = TextColumn(communes.lazy.map(\.type))
        departmentCodes = TextColumn(communes.lazy.map(\.departmentCode.rawValue))
        postcodes = TextColumn(communes.lazy.map(\.postcodeText))
        populations = Column(communes.map { $0.population.map { Int32(clamping: $0) } ?? Self.unknown })
    }

    func write(to section: inout ArchiveSection) {
        for texts in [codes, names, types, departmentCodes, postcodes] { texts.write(to: &section) }
        section.append(populations)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        codes = try TextColumn(&section)
        names = try TextColumn(&section)
        types = try TextColumn(&section)
        departmentCodes = try TextColumn(&section)
        postcodes = try TextColumn(&section)
        populations = try section.column()
        guard [codes, names, types, departmentCodes, postcodes].allSatisfy({ $0.count == populations.count }) else {
            throw ArchiveError(problem: "the communes of France are damaged")
        }
    }

    subscript(place: Int) -> NationalCommune {
        let population = populations[place]
        return NationalCommune(
            code: CommuneCode(unchecked: codes[place]), name: names[place], type: types[place],
            departmentCode: DepartmentCode(unchecked: departmentCodes[place]), postcodeText: postcodes[place],
            population: population == Self.unknown ? nil : Int(population))
    }
}
