/// How much each observation says: likelihoods of what is written, given that the row is in a commune.
///
/// They are estimates from experience with administrative lists, round on purpose; the reliability of the scores that follow from them is
/// measured on addresses they were not set by (see `docs/geocoding.md`). Ratios matter, not absolute values.
enum EvidenceWeights {
    // MARK: before any evidence

    /// Share of the rows of a region's list that lie outside it.
    static let outsideShare = 0.03
    static let france = 60e6

    /// A commune of the region. Size counts little, so that it never decides between two communes of one name.
    static func regional(population: Int?, communes: Int) -> Double {
        let size = Double(min(max(population ?? 1000, 200), 3000))
        return (1 - outsideShare) / Double(max(1, communes)) * (size / 1000).squareRoot()
    }

    /// A commune elsewhere: by its size, because it is cities that turn up.
    static func elsewhere(population: Int32) -> Double {
        outsideShare * Double(max(population == 0 ? 1800 : population, 300)) / france
    }

    // MARK: the name

    static let exactName = 0.9
    static let otherArticle = 0.13
    static let articleAdded = 0.03
    static let variantName = 0.05
    static let formerName = 0.12
    static let renamedName = 0.1
    static let vanishedName = 0.02
    static let beginningOfName = 0.05
    static let looseName = 0.05
    /// A name of the table within a longer text.
    static let nameAndMore = 0.02
    /// The name of another commune stands in the field: the neighbour, the head office, the city one says one is from.
    static let nameOfAnother = 0.01
    /// A name no table holds: a hamlet, a district, a place abroad.
    static let unknownName = 0.03
    /// The town field holds the department.
    static let departmentAsTown = 0.004

    /// Chance that a text is just these letters, for want of anything better known.
    static func chance(letters: Int) -> Double { powersOfEighth[min(max(letters, 0), powersOfEighth.count - 1)] }

    private static let powersOfEighth: [Double] = {
        var list = [1.0]
        for _ in 1..<64 { list.append(list[list.count - 1] / 8) }
        return list
    }()

    // MARK: the postcode

    static let postcodeListed = 0.9
    static let postcodeNearby = 0.01
    static let postcodeSameDepartment = 4e-4
    static let postcodeOther = 1.5e-5
    static let postcodeAny = 1.0 / 661
    /// Of a CEDEX that no table lists.
    static let cedexSameArea = 5e-3
    static let cedexSameDepartment = 2.5e-4
    static let cedexOther = 1e-7
    static let cedexAny = 2e-5
    /// The postcode field holds the INSEE code of the commune.
    static let codeAsPostcode = 0.02
    /// Kilometres within which a neighbour's postcode is an ordinary slip.
    static let nearbyKilometers = 15.0

    // MARK: the department

    static let departmentGiven = 0.995
    static let departmentOther = 0.005 / 95
    static let departmentHinted = 0.97
    static let departmentHintedOther = 0.03 / 95

    // MARK: code and coordinates

    static let codeRight = 0.97
    static let codeOther = 7e-6
    static let codeDepartment = 1e-4
    static let positionInside = 0.9
    static let positionNear = 0.015
    static let positionFar = 5e-6
    static let positionAny = 1.0 / 4300
}
