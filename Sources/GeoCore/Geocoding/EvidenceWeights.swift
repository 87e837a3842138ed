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
    static let otherArticle = 0.2
    static let articleAdded = 0.03
    static let variantName = 0.05
    static let formerName = 0.3
    static let renamedName = 0.1
    static let vanishedName = 0.02
    static let beginningOfName = 0.04
    static let endingOfName = 0.03
    static let looseName = 0.05
    /// A part of a name that fits a name elsewhere this much less well is not taken for the name here.
    static let rivalOfShortName = 0.3
    /// The words of the name in another order.
    static let otherOrder = 0.02
    /// The name cut in a word: anywhere, and where the text shows it by its length, a full stop or a small word at its end.
    static let cutName = 0.002
    static let cutNameShown = 0.03
    /// An accented letter lost, other than `e`.
    static let lostLetter = 0.2
    /// Of a CEDEX, by the size of the commune: distribution centres stand in towns.
    static func cedex(population: Int32) -> Double {
        switch population {
        case 3000...: 1
        case 1000...: 0.3
        default: 0.05
        }
    }

    /// A name that begins with `Saint` or `Sainte` by its first two words.
    static let beginningOfSaint = 0.02
    /// A name of the table within a longer text, against the chance of that text as a name of its own.
    static let nameAndMore = 40.0
    /// The same at the head of the text, of a town with districts: `Bordeaux Mériadeck`.
    static let townAndMore = 1500.0
    /// The same with what tells the place from its namesakes: `Bourg-sur-Gironde`.
    static let nameAndComplement = 6000.0
    /// A slip in an abbreviation of `saint`.
    static let misspeltAbbreviation = 1e-3
    /// Another spelling of the same sound; the same for each further letter that differs.
    static let soundAlike = 6e-4
    static let soundFurther = 0.35
    /// The name of another commune stands in the field: the neighbour, the head office, the city one says one is from.
    static let nameOfAnother = 0.01
    /// A name no table holds: a hamlet, a district, a place abroad.
    static let unknownName = 0.015
    /// A text of words that place names are made of, against any text, as a name of no table.
    static let knownWord = 12.0
    /// The town field holds the department.
    static let departmentAsTown = 0.004
    /// An overseas department is named in place of its town far more often than one of the mainland.
    static let overseas = 20.0

    /// Chance that a name of no table is just these letters, given that the nearest name of the tables is so many letters away.
    ///
    /// Names cluster: the rates are those at which the names of communes of other departments lie at each distance from a name of a
    /// department of the region, by length, over the number of texts at that distance (rounded).
    static func chance(letters: Int, distance: Int = 1) -> Double {
        let row = chances[min(max(distance, 1), 3) - 1]
        return row[min(max(letters, 0), row.count - 1)]
    }

    private static let chances: [[Double]] = [
        [
            1e-2, 1e-3, 1e-4, 3e-6, 9e-7, 4.8e-7, 3.2e-7, 1.2e-7, 6e-8, 3e-8, 1.8e-8, 1.4e-8, 8e-9, 3e-9, 1.3e-9, 8e-10, 5e-10, 3e-10, 2e-10, 1.4e-10,
            1e-10,
        ],
        [
            1e-2, 1e-3, 1e-4, 3e-6, 9e-8, 2.7e-8, 1.1e-8, 4.5e-9, 1.7e-9, 8e-10, 3.3e-10, 2e-10, 7e-11, 2e-11, 8e-12, 5e-12, 4e-12, 3e-12, 2e-12,
            1.5e-12, 1e-12,
        ],
        [
            1e-2, 1e-3, 1e-4, 3e-6, 5e-8, 2e-8, 8e-10, 2.4e-10, 5e-11, 2e-11, 1e-11, 6e-12, 2.5e-12, 5e-13, 1.3e-13, 1e-13, 5e-14, 3e-14, 2e-14,
            1.5e-14, 1e-14,
        ],
    ]

    // MARK: the postcode

    static let postcodeListed = 0.9
    static let postcodeNearby = 0.01
    static let postcodeSameDepartment = 4e-4
    static let postcodeOther = 1.5e-5
    static let postcodeAny = 1.0 / 661
    /// A postcode of four digits that is another place's when a zero is put before it: any other digit may have been lost.
    static let postcodeShort = 0.01
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
