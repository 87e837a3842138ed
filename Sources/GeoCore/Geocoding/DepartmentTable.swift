/// The departments of France, numbered in order of code, and which of them the region is made of.
final class DepartmentTable: Sendable {
    let codes: [DepartmentCode]
    let names: [String]
    let isInRegion: [Bool]
    private let byCode: [String: UInt8]
    /// For the first two digits of a postcode, the department; overseas by three digits.
    private let byPostcodePrefix: [UInt8]

    static let none: UInt8 = 255

    func isOverseas(_ department: UInt8) -> Bool { codes[Int(department)].rawValue.count == 3 }

    init(reference: ReferenceGeography) {
        var names: [DepartmentCode: String] = [:]
        for department in reference.gazetteer.nationalDepartments { names[department.code] = department.name }
        var regional = Set<DepartmentCode>()
        for department in reference.departments {
            guard let code = DepartmentCode(department.code) else { continue }
            names[code] = department.name
            regional.insert(code)
        }
        for commune in reference.gazetteer.nationalCommunes where names[commune.departmentCode] == nil {
            names[commune.departmentCode] = commune.departmentCode.rawValue
        }
        codes = Array(names.keys.sorted().prefix(Int(Self.none)))
        self.names = codes.map { names[$0] ?? $0.rawValue }
        isInRegion = codes.map { regional.contains($0) }
        byCode = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1.rawValue, UInt8($0)) })
        var byPrefix = [UInt8](repeating: Self.none, count: 1000)
        for (index, code) in codes.enumerated() {
            switch code.rawValue {
            case "2A": for prefix in 200...201 { byPrefix[prefix] = UInt8(index) }
            case "2B": for prefix in 202...209 { byPrefix[prefix] = UInt8(index) }
            default:
                guard let value = Int(code.rawValue) else { continue }
                if value > 100 {
                    if value < 1000 { byPrefix[value] = UInt8(index) }
                } else {
                    for digit in 0..<10 { byPrefix[value * 10 + digit] = UInt8(index) }
                }
            }
        }
        byPostcodePrefix = byPrefix
    }

    func index(of code: String) -> UInt8? { byCode[code] }

    func index(of code: DepartmentCode) -> UInt8? { byCode[code.rawValue] }

    /// The department whose postcodes begin like this one; `nil` for a number that begins like none.
    func index(ofPostcode postcode: Int) -> UInt8? {
        guard postcode >= 1000, postcode < 100_000 else { return nil }
        let index = byPostcodePrefix[postcode / 100]
        return index == Self.none ? nil : index
    }

    /// The department of a number as lists write it: 33, 971; `nil` when there is none.
    func index(ofNumber number: Int) -> UInt8? {
        byCode[number < 10 ? "0\(number)" : "\(number)"]
    }

    /// The names departments bore before, folded, and the code they are now.
    static let formerNames: [(name: String, code: String)] = [
        ("Charente-Inférieure", "17"), ("Basses-Pyrénées", "64"), ("Loire-Inférieure", "44"), ("Seine-Inférieure", "76"),
        ("Basses-Alpes", "04"), ("Côtes-du-Nord", "22"),
    ]
}
