/// What the table of names knows under a run of words, and how likely each reading is.
extension Matcher {
    /// Adds what the table knows under these words. `factor` lowers the likelihood of the readings.
    @discardableResult
    mutating func lookUp(_ range: Range<Int>, _ role: TextReading.Role, factor: Double, quality: NameHit.Quality? = nil) -> Bool {
        let (article, rest, isLeading) = withoutArticle(range)
        var found = false
        if let key = key(text, rest) {
            var reading = Reading(words: range, article: article, role: role, factor: factor, quality: quality)
            reading.isArticleBehind = article != .none && !isLeading
            found = add(index.names.table.postings(of: key), reading)
        }
        if isLeading, !found || !hits.contains(where: { $0.quality == .exact }), let key = key(text, range) {
            let glued = Reading(words: range, article: .none, role: role, factor: factor * 0.3, quality: quality)
            if add(index.names.table.postings(of: key), glued) { found = true }
        }
        return found
    }

    /// The article of a run of words, in front or behind (`Rochelle (La)`), the words without it, and whether it stood in front.
    func withoutArticle(_ range: Range<Int>) -> (NameArticle, Range<Int>, Bool) {
        var range = range
        var article = NameArticle.none
        // `La Chapelle-Saint-La` and `Saint-Clément-des-Le` were cut.
        if range.count > 1, let behind = text.article(range.upperBound - 1), behind != .aux, !text.isParticle(range.upperBound - 2),
            text.article(range.lowerBound) == nil
        {
            article = behind
            range = range.lowerBound..<range.upperBound - 1
        }
        let (leading, rest) = text.leadingArticle(range)
        return leading == .none ? (article, rest, false) : (leading, rest, true)
    }

    /// How a run of words was met in a table.
    struct Reading {
        var words: Range<Int>
        var article: NameArticle
        var role: TextReading.Role
        /// How likely a name is to be written so, beside what its kind says.
        var factor: Double
        /// Stands for the quality of the posting itself.
        var quality: NameHit.Quality?
        var distance: UInt8 = 0
        /// Only communes of these departments, when not empty.
        var departments = DepartmentSet()
        /// `Teich (Le)`: the article stands behind, and only names that have it are meant; `Coussay-le` was cut.
        var isArticleBehind = false
    }

    /// Adds a hit for each place among the postings.
    @discardableResult
    mutating func add(_ postings: NamePostings, _ reading: Reading) -> Bool {
        var found = false
        let article = reading.article
        for posting in postings {
            if reading.isArticleBehind, posting.article != article { continue }
            let agreement: Double
            if posting.article == article {
                agreement = 1
            } else if article == .none {
                agreement = EvidenceWeights.otherArticle / EvidenceWeights.exactName
            } else {
                agreement = EvidenceWeights.articleAdded / EvidenceWeights.exactName
            }
            var hit = NameHit(
                commune: -1, elsewhere: -1, quality: agreement == 1 ? .exact : .otherArticle, distance: reading.distance,
                likelihood: agreement * reading.factor, claim: reading.role, words: reading.words)
            switch posting.kind {
            case .current:
                hit.commune = Int32(posting.target)
                hit.likelihood *= EvidenceWeights.exactName
            case .variant: alias(&hit, posting, .variant, EvidenceWeights.variantName)
            case .former: alias(&hit, posting, .former, EvidenceWeights.formerName)
            case .renamed: alias(&hit, posting, .renamed, EvidenceWeights.renamedName)
            case .vanished: alias(&hit, posting, .vanished, EvidenceWeights.vanishedName)
            case .elsewhere:
                hit.elsewhere = Int32(posting.target)
                hit.likelihood *= EvidenceWeights.exactName
            case .formerElsewhere:
                hit.elsewhere = Int32(posting.target)
                hit.quality = .former
                hit.likelihood *= EvidenceWeights.formerName * 0.3
            case .department:
                namedDepartment = UInt8(posting.target)
                continue
            case .abroad:
                // `Cap Ferret` is not Le Cap: only the whole clause names a place abroad.
                if reading.quality == nil { namedAbroad = true }
                continue
            case .ending:
                hit.commune = Int32(posting.target)
                hit.quality = .beginning
                hit.likelihood *= EvidenceWeights.endingOfName
            case .region, .intercommunality:
                namedTerritory = true
                continue
            case .beginning:
                hit.commune = Int32(posting.target)
                hit.quality = .beginning
                hit.likelihood *= text.isGeneric(reading.words.lowerBound) ? EvidenceWeights.beginningOfSaint : EvidenceWeights.beginningOfName
            case .loose:
                hit.commune = Int32(posting.target)
                hit.quality = .loose
                // Two words left out are as likely as one.
                hit.likelihood *= reading.quality == .loose ? 1 : EvidenceWeights.looseName
            case .formerBeginning: alias(&hit, posting, .beginning, EvidenceWeights.beginningOfName * EvidenceWeights.formerName)
            case .beginningElsewhere:
                hit.elsewhere = Int32(posting.target)
                hit.quality = .beginning
                hit.likelihood *= EvidenceWeights.beginningOfName
            }
            if let quality = reading.quality { hit.quality = quality }
            if !reading.departments.isEmpty {
                guard hit.commune >= 0, reading.departments.contains(index.department(ofCommune: hit.commune)) else { continue }
            }
            insert(hit)
            found = true
        }
        return found
    }

    private func alias(_ hit: inout NameHit, _ posting: NamePosting, _ quality: NameHit.Quality, _ likelihood: Double) {
        hit.alias = Int32(posting.target)
        hit.commune = index.names.aliases[posting.target].commune
        hit.quality = quality
        hit.likelihood *= likelihood
    }

    /// Keeps the better of two readings as the same place.
    mutating func insert(_ hit: NameHit) {
        for position in hits.indices where hits[position].commune == hit.commune && hits[position].elsewhere == hit.elsewhere {
            if hit.likelihood > hits[position].likelihood { hits[position] = hit }
            return
        }
        if hits.count < 96 { hits.append(hit) }
    }
}
