/// The work on one row: the evidence read from its fields, the names found, the places weighed. Reused from row to row for its storage.
struct Matcher: ~Copyable {
    let index: GeocoderIndex

    // MARK: evidence of the row at hand
    var query = PlaceQuery()
    /// The departments that the answer must lie in; empty when none were given.
    var filter = DepartmentSet()
    /// From the department column; `none` where it says nothing.
    var givenDepartment: UInt8 = DepartmentTable.none
    /// From a bracket or a second clause: `Bordeaux (33)`, `Pessac, Gironde`.
    var hintedDepartment: UInt8 = DepartmentTable.none
    /// The postcode's column holds that department instead.
    var isHintedByPostcode = false
    var code = CodeEvidence.none
    var postcode = PostcodeEvidence.none
    /// What the postcode's own field says.
    var writtenPostcode = PostcodeEvidence.none
    /// It has four digits: a leading zero was lost, or any other digit.
    var isShortPostcode = false
    var position = PositionEvidence.none
    /// The names contradict a filter that was asked for beside the row.
    var isOutsideFilter = false

    // MARK: the text that names the town
    var text = FoldedText()
    var reading = TextReading()
    var textField = EvidenceNote.Field.town
    var claim: TextReading.Claim?
    /// The department that the clause at hand names.
    var namedDepartment: UInt8 = DepartmentTable.none
    /// The town field holds a department's name.
    var townIsDepartment: UInt8 = DepartmentTable.none
    /// The town field holds the name of a region or of an EPCI.
    var namedTerritory = false
    /// The town field holds a city or a country abroad.
    var namedAbroad = false
    /// That territory is an EPCI by its name.
    var namedIntercommunality = false
    /// A free line of five digits that may be an INSEE code or a CEDEX postcode.
    var isLoneNumber = false
    /// The department of that EPCI, when it lies in one.
    var territoryDepartment: UInt8 = DepartmentTable.none
    var comparison = EditDistance()
    var near: [(key: Int, distance: Int)] = []
    var remainders: [UInt64] = []
    var sound: [UInt8] = []
    var spans: [Range<Int>] = []
    /// Keeps the early reads of buckets from being left out.
    var touched: UInt64 = 0
    var entries: [UInt64] = []
    var hits: [NameHit] = []
    var hypotheses: [Hypothesis] = []
    var elsewhere: [ElsewhereHypothesis] = []
    var departmentClauses: [(UInt8, Range<Int>)] = []
    var notes: [EvidenceNote] = []
    /// The address lines had, or would have had, a say.
    var hasConsultedAddress = false
    /// Somebody reads the notes.
    let keepsNotes: Bool
    /// Chance of the text as a name of no table; how likely it is in a commune it does not name.
    var textChance = 1.0
    var unnamedLikelihood = 1.0
    var ignored: [Bool] = []

    init(index: GeocoderIndex, keepsNotes: Bool = true) {
        self.index = index
        self.keepsNotes = keepsNotes
        text.reserve()
        hits.reserveCapacity(8)
        hypotheses.reserveCapacity(8)
        ignored.reserveCapacity(16)
    }

    mutating func match(_ query: PlaceQuery, within departments: [DepartmentCode]) -> GeocodingMatch {
        reset(query)
        if !index.decisions.isEmpty, let decided = decision(within: departments) { return decided }
        readDepartments(within: departments)
        readPostcode()
        readCode()
        readTown()
        readPosition()
        weigh()
        return answer(within: departments)
    }

    private mutating func reset(_ query: PlaceQuery) {
        self.query = query
        filter = DepartmentSet()
        givenDepartment = DepartmentTable.none
        hintedDepartment = DepartmentTable.none
        isHintedByPostcode = false
        code = .none
        postcode = .none
        writtenPostcode = .none
        isShortPostcode = false
        position = .none
        isOutsideFilter = false
        hasConsultedAddress = false
        textField = .town
        claim = nil
        townIsDepartment = DepartmentTable.none
        namedTerritory = false
        namedIntercommunality = false
        isLoneNumber = false
        namedAbroad = false
        territoryDepartment = DepartmentTable.none
        text.removeAll()
        reading.removeAll()
        hits.removeAll(keepingCapacity: true)
        hypotheses.removeAll(keepingCapacity: true)
        elsewhere.removeAll(keepingCapacity: true)
        notes = []
        if keepsNotes { notes.reserveCapacity(4) }
    }
}

/// What the code field says.
enum CodeEvidence {
    case none
    case current(Int32)
    case former([Int32])
    /// A code of another region's department.
    case elsewhere(UInt8)
    /// A code of the region that no list knows.
    case unknown(UInt8)
    /// The field holds a postcode of the region.
    case postcode(Int)
    /// Not a code.
    case unreadable
}

/// What the postcode says.
enum PostcodeEvidence {
    case none
    /// It serves communes of the region.
    case listed(Int)
    /// No table lists it, its first digits are those of a department of the region: CEDEX, businesses.
    case unlisted(Int, UInt8)
    case elsewhere(Int, UInt8)
    case unreadable

    var value: Int? {
        switch self {
        case .listed(let value), .unlisted(let value, _), .elsewhere(let value, _): value
        case .none, .unreadable: nil
        }
    }
}

/// What the coordinates say.
enum PositionEvidence {
    case none
    case inside(Int32, Position, isSwapped: Bool)
    case outside(Position)
    case unusable
}

/// One reading of the text as one place.
struct NameHit {
    enum Quality: UInt8 {
        case exact, otherArticle, variant, former, renamed, vanished, beginning, loose, reordered, within, fuzzy, phonetic, mention
    }

    /// The commune of the region, or -1.
    var commune: Int32
    /// The place elsewhere by its number in the gazetteer, or -1.
    var elsewhere: Int32
    var quality: Quality
    /// Letters that differ.
    var distance: UInt8 = 0
    /// The number of the alias that was met, or -1.
    var alias: Int32 = -1
    /// How likely the text is if this is the place.
    var likelihood: Double
    var claim: TextReading.Role
    /// The run of words that was read so.
    var words: Range<Int>
}

/// A commune of the region as the place of the row.
struct Hypothesis {
    var commune: Int32
    /// The best reading of the text as this commune, or -1.
    var hit: Int
    var likelihood: Double
}

/// A place elsewhere in France as the place of the row.
struct ElsewhereHypothesis {
    var hit: Int
    var likelihood: Double
}
