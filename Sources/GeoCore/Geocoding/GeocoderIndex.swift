/// Everything the geocoder looks things up in, built once and shared: immutable but for tables that are made at the first need of them.
final class GeocoderIndex: Sendable {
    let reference: ReferenceGeography
    let tables: GeocoderTables
    // Of the tables, what every row asks for.
    let departments: DepartmentTable
    let names: PlaceNames
    let postcodes: PostcodeTable
    let movements: Movements
    let decisions: [String: PlaceDecision]
    let join: SpatialJoin?

    // One value a commune, in code order.
    let communes: [Territory]
    let communePoints: [Position]
    let communePopulations: [Int32]
    let departmentCodes: [DepartmentCode?]
    let communeCodes: [CommuneCode?]
    let communeDepartments: [UInt8]
    let communeWeights: [Double]
    /// For each code of five digits, one more than the commune's number, 0 for none.
    private let communesByNumber: [UInt16]
    /// Former code → communes; a delegated seat may share its code with a current commune and is then not here.
    let formerCodes: [String: [Int32]]

    /// - Parameter isForMany: all tables are made now, side by side, where the reference has none in store.
    init(reference: ReferenceGeography, movements: Movements, decisions: [PlaceDecision], isForMany: Bool) {
        self.reference = reference
        self.movements = movements
        let (tables, join) = together(
            {
                (movements.isEmpty ? reference.storedGeocoderTables() : nil)
                    ?? GeocoderTables(reference: reference, movements: movements, isForMany: isForMany)
            }, { reference.boundaries(at: .commune).map { SpatialJoin(zones: $0) } })
        self.tables = tables
        (departments, names, postcodes) = (tables.departments, tables.names, tables.postcodes)
        self.join = join
        self.decisions = Dictionary(decisions.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
        let communes = reference.communes
        self.communes = communes
        communePoints = communes.map(\.referencePoint)
        communePopulations = communes.map { Int32(clamping: $0.population ?? 0) }
        departmentCodes = communes.map(\.departmentCode)
        var byNumber = [UInt16](repeating: 0, count: 100_000)
        for place in communes.indices.prefix(Int(UInt16.max) - 1) {
            if let number = PostcodeTable.number(communes[place].code) { byNumber[number] = UInt16(place + 1) }
        }
        communesByNumber = byNumber
        communeCodes = communes.map { CommuneCode($0.code) }
        communeDepartments = departments.numbers(of: communes)
        communeWeights = communes.map { EvidenceWeights.regional(population: $0.population, communes: communes.count) }
        var former: [String: [Int32]] = [:]
        func add(_ code: String, _ current: String) {
            guard reference.index(of: code, at: .commune) == nil, let commune = reference.index(of: current, at: .commune) else { return }
            if former[code]?.contains(Int32(commune)) != true { former[code, default: []].append(Int32(commune)) }
        }
        for commune in reference.gazetteer.formerCommunes { add(commune.code.rawValue, commune.currentCode.rawValue) }
        for (code, currents) in movements.successors where former[code] == nil {
            for current in currents { add(code, current) }
        }
        formerCodes = former
    }

    /// The number of a current commune by its code.
    func commune(_ code: String) -> Int? {
        guard let number = PostcodeTable.number(code) else { return reference.index(of: code, at: .commune) }
        return commune(numbered: number)
    }

    /// The number of a current commune by its code of five digits.
    func commune(numbered code: Int) -> Int? {
        guard code >= 0, code < communesByNumber.count, communesByNumber[code] != 0 else { return nil }
        return Int(communesByNumber[code]) - 1
    }

    func department(ofCommune commune: Int32) -> UInt8 { communeDepartments[Int(commune)] }

    /// Distance in kilometres between the reference points of two communes: good to a percent at the size of a region.
    func kilometers(_ a: Int32, _ b: Int32) -> Double {
        PlanarDistance.kilometers(communePoints[Int(a)], communePoints[Int(b)])
    }
}
