/// One thing that one field said, in a form that is cheap to make and can be put into words in French or English.
public struct EvidenceNote: Sendable, Hashable {
    public enum Field: Sendable, Hashable {
        case code, postcode, town, address, freeText, department, filter, coordinates, decision, answer
    }

    public enum Finding: Sendable, Hashable {
        // code
        case currentCode, formerCode, codeElsewhere, codeUnknown, codeDamaged, codeOtherCommune, codeIsPostcode, codeLostZero
        // postcode
        case postcodeOfCommune, postcodeOfNeighbour, postcodeOtherPlace, postcodeUnlisted, postcodeElsewhere, postcodeUnreadable
        case postcodeOnly, postcodeShared, postcodeIsCode, postcodesDiffer
        // names
        case nameExact, nameWithoutArticle, nameVariant, nameFormer, nameRenamed, nameVanished, nameBeginning, nameLoose, nameReordered, nameWithin
        case nameFuzzy, namePhonetic, nameOtherCommune, nameElsewhere, nameNearElsewhere, nameElsewhereToo, nameShared, nameUnknown, nameDepartment,
            nameTerritory, nameAbroad, nameAbroadToo, nameEmpty
        // department
        case departmentAgrees, departmentDisagrees, departmentElsewhere, departmentUnknown
        // coordinates
        case positionInCommune, positionNearby, positionFarAway, positionOutside, positionSwapped, positionUnusable, positionOnly
        // decisions
        case decidedCommune, decidedOutside, decidedUnmatched, decidedFilteredOut
        // free wording
        case wording
    }

    public var field: Field
    public var finding: Finding
    /// What the field holds, as written.
    public var written: String
    /// The place or thing it was read as.
    public var place: String
    /// Its code, or a department's.
    public var code: String
    /// Letters, kilometres or places, by the finding.
    public var count: Int
    /// ISO date at which an old name ended; empty when unknown.
    public var date = ""

    public init(_ field: Field, _ finding: Finding, written: String = "", place: String = "", code: String = "", count: Int = 0) {
        self.field = field
        self.finding = finding
        self.written = written
        self.place = place
        self.code = code
        self.count = count
    }
}
