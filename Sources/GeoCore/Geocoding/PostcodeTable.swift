/// Postcodes → communes of the region, and which postcodes serve communes elsewhere.
final class PostcodeTable: Sendable {
    /// For each number below 100,000, 0 or one more than the place in `starts`.
    private let slots: Column<UInt16>
    private let starts: Column<Int32>
    private let communes: Column<Int32>
    /// For each commune, its postcodes: starts and values.
    private let ownStarts: Column<Int32>
    private let own: Column<Int32>
    /// One bit a number: serves a commune outside the region.
    private let elsewhere: Column<UInt64>

    init(reference: ReferenceGeography, isRegional: (DepartmentCode) -> Bool) {
        var pairs: [(postcode: Int, commune: Int)] = []
        for link in reference.gazetteer.postcodes {
            guard let number = Self.number(link.postcode), let commune = reference.index(of: link.communeCode.rawValue, at: .commune) else {
                continue
            }
            pairs.append((number, commune))
        }
        pairs.sort { ($0.postcode, $0.commune) < ($1.postcode, $1.commune) }
        var slots = [UInt16](repeating: 0, count: 100_000)
        var starts: [Int32] = []
        var communes: [Int32] = []
        var previous = -1
        for pair in pairs {
            if pair.postcode != previous {
                guard starts.count < Int(UInt16.max) - 1 else { break }
                starts.append(Int32(communes.count))
                slots[pair.postcode] = UInt16(starts.count)
                previous = pair.postcode
            }
            communes.append(Int32(pair.commune))
        }
        starts.append(Int32(communes.count))
        let count = reference.communes.count
        var ownStarts = [Int32](repeating: 0, count: count + 1)
        for pair in pairs { ownStarts[pair.commune + 1] += 1 }
        for index in 0..<count { ownStarts[index + 1] += ownStarts[index] }
        var next = ownStarts
        var own = [Int32](repeating: 0, count: pairs.count)
        for pair in pairs {
            own[Int(next[pair.commune])] = Int32(pair.postcode)
            next[pair.commune] += 1
        }
        var elsewhere = [UInt64](repeating: 0, count: 100_000 / 64 + 1)
        var previousCode: DepartmentCode?
        var regional = false
        for commune in reference.gazetteer.nationalCommunes where commune.type == "COM" || commune.type == "ARM" {
            if commune.departmentCode != previousCode {
                previousCode = commune.departmentCode
                regional = isRegional(commune.departmentCode)
            }
            if regional { continue }
            // Most communes have one.
            for postcode in commune.postcodeText.utf8.count == 5 ? [commune.postcodeText] : commune.postcodes {
                if let number = Self.number(postcode) { elsewhere[number >> 6] |= 1 << UInt64(number & 63) }
            }
        }
        self.slots = Column(slots)
        self.starts = Column(starts)
        self.communes = Column(communes)
        self.ownStarts = Column(ownStarts)
        self.own = Column(own)
        self.elsewhere = Column(elsewhere)
    }

    func write(to section: inout ArchiveSection) {
        section.append(slots)
        section.append(starts)
        section.append(communes)
        section.append(ownStarts)
        section.append(own)
        section.append(elsewhere)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        slots = try section.column()
        starts = try section.column()
        communes = try section.column()
        ownStarts = try section.column()
        own = try section.column()
        elsewhere = try section.column()
        guard slots.count == 100_000, Int(starts.last ?? 0) == communes.count, Int(ownStarts.last ?? 0) == own.count else {
            throw ArchiveError(problem: "the table of postcodes is damaged")
        }
    }

    /// The communes of the region that a postcode serves, in code order; empty when it serves none or no table lists it.
    func communes(of postcode: Int) -> Slice<Column<Int32>> {
        guard postcode >= 0, postcode < 100_000, slots[postcode] != 0 else { return communes[0..<0] }
        let slot = Int(slots[postcode]) - 1
        return communes[Int(starts[slot])..<Int(starts[slot + 1])]
    }

    /// The postcodes of a commune of the region, ascending.
    func postcodes(of commune: Int) -> Slice<Column<Int32>> { own[Int(ownStarts[commune])..<Int(ownStarts[commune + 1])] }

    /// A commune outside the region has this postcode.
    func servesElsewhere(_ postcode: Int) -> Bool {
        postcode >= 0 && postcode < 100_000 && elsewhere[postcode >> 6] & (1 << UInt64(postcode & 63)) != 0
    }

    /// The value of five digits; `nil` for anything else.
    static func number(_ text: String) -> Int? {
        var value = 0
        var count = 0
        for byte in text.utf8 {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - 48)
            count += 1
            if count > 5 { return nil }
        }
        return count == 5 ? value : nil
    }

    /// Five digits of a number.
    static func text(_ postcode: Int) -> String {
        let digits = String(postcode)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}
