/// Where the fields of a row speak against each other.
extension Matcher {
    func codeNames(_ commune: Int32) -> Bool? {
        switch code {
        case .current(let own): own == commune
        case .former(let communes): communes.contains(commune)
        default: nil
        }
    }

    /// The name is one the tables know exactly, and not this commune's.
    func nameDenies(_ hypothesis: Hypothesis) -> Bool {
        hypothesis.hit < 0 && hits.contains { $0.quality.rawValue <= NameHit.Quality.former.rawValue && $0.claim == .town }
    }

    /// Code and name point to different communes, and nothing else settles it: a neighbour's name or code is settled by the postcode.
    func codeAndNameDisagree(_ best: Hypothesis) -> Bool {
        guard let named = codeNames(best.commune) else { return false }
        let rivals: [Int32]
        if named {
            guard nameDenies(best) else { return false }
            rivals = hits.filter { $0.commune >= 0 && $0.quality.rawValue <= NameHit.Quality.former.rawValue }.map(\.commune)
        } else {
            switch code {
            case .current(let own): rivals = [own]
            case .former(let communes): rivals = communes
            default: rivals = []
            }
        }
        guard postcodeLikelihood(best.commune) == EvidenceWeights.postcodeListed, case .listed(let number) = postcode else { return true }
        let served = index.postcodes.communes(of: number)
        return !rivals.contains { !served.contains($0) && index.kilometers($0, best.commune) < 25 }
    }

    /// Name and postcode point to different departments, and nothing else speaks for the name's.
    func isPostcodeOfAnotherDepartment(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, codeNames(best.commune) != true, filter.isEmpty, hintedDepartment == DepartmentTable.none else { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        return postcodeLikelihood(best.commune) <= EvidenceWeights.postcodeOther
    }

    /// The postcode is that of other communes, and the name no sure one: a hamlet or a district of theirs may be what is written.
    func isPostcodeOfPlaceUnknown(_ best: Hypothesis) -> Bool {
        guard case .listed = postcode, best.hit >= 0, codeNames(best.commune) != true else { return false }
        let likelihood = postcodeLikelihood(best.commune)
        guard likelihood < EvidenceWeights.postcodeListed, likelihood != EvidenceWeights.codeAsPostcode else { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        let isNearby = likelihood == EvidenceWeights.postcodeNearby
        let hit = hits[best.hit]
        // `10 rue du 19-Mars-1962`
        if hit.claim == .tail { return true }
        switch hit.quality {
        case .exact, .otherArticle:
            // La Croix-Blanche, Les Bordes: names of hamlets everywhere.
            let hasArticle = text.article(hit.words.lowerBound) != nil
            return hasArticle && !isNearby && index.communePopulations[Int(best.commune)] < 2000
        case .variant, .former, .renamed, .vanished: return false
        case .fuzzy:
            // A slip in the name and one in the postcode: believed of a text that is no name of its own.
            let isName = isWrittenAsMeant || text.article(hit.words.lowerBound) != nil
            return hit.distance > 1 || text.letterCount(hit.words) < (isName ? 9 : 6) + (isNearby ? 0 : 1)
        case .beginning, .loose, .reordered, .within, .phonetic, .mention: return !isNearby
        }
    }

    /// More than two letters in five differ.
    func isFarFromWritten(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, hits[best.hit].quality == .fuzzy, codeNames(best.commune) != true else { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        return Int(hits[best.hit].distance) * 5 > text.letterCount(withoutArticle(hits[best.hit].words).1) * 2
    }

    /// Another clause names another place as well as this one does: `Tulle / Brive`.
    func isOneOfSeveral(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, reading.leadingClaims > 1, hits[best.hit].claim == .town, codeNames(best.commune) != true else { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        let own = hits[best.hit]
        let likelihood = postcodeLikelihood(best.commune)
        return hits.contains { other in
            guard other.commune >= 0, other.commune != best.commune, other.claim == .town, !other.words.overlaps(own.words),
                postcodeLikelihood(other.commune) >= likelihood
            else { return false }
            let department = index.department(ofCommune: other.commune)
            if !filter.isEmpty, !filter.contains(department) { return false }
            if hintedDepartment != DepartmentTable.none, hintedDepartment != department { return false }
            switch other.quality {
            case .exact, .otherArticle, .variant, .former, .renamed: return true
            // A short name is a town's: `Bastide` is a district of Bordeaux.
            case .beginning: return index.communePopulations[Int(other.commune)] >= 3000
            case .vanished, .loose, .reordered, .within, .fuzzy, .phonetic, .mention: return false
            }
        }
    }

    /// A part of the name of a small commune that is a common noun of place names, or its name with an article that is not its own, and no
    /// postcode of it: `Le Château`, `Le Moulin`, `Les Bordes` are hamlets too.
    func isCommonName(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, codeNames(best.commune) != true else { return false }
        if postcode.value != nil, postcodeLikelihood(best.commune) >= EvidenceWeights.postcodeNearby { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        let hit = hits[best.hit]
        let population = index.communePopulations[Int(best.commune)]
        let (article, rest, _) = withoutArticle(hit.words)
        switch hit.quality {
        case .otherArticle: return population < 2000 && article != .none
        case .beginning: return population < 3000 && rest.count == 1 && index.tables.words().isCommon(text.word(rest.lowerBound))
        default: return false
        }
    }

    /// The last words of a street line alone name a small commune: a street bears such names too.
    func isLastWordOfStreet(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, hits[best.hit].claim == .tail, filter.isEmpty, postcode.value == nil, hintedDepartment == DepartmentTable.none else {
            return false
        }
        return index.communePopulations[Int(best.commune)] < 5000
    }

    func isContradicted(_ best: Hypothesis) -> Bool {
        if codeNames(best.commune) == false { return true }
        if nameDenies(best) { return true }
        if !filter.isEmpty, !filter.contains(index.department(ofCommune: best.commune)) { return true }
        if positionLikelihood(best.commune) == EvidenceWeights.positionFar { return true }
        let post = postcodeLikelihood(best.commune)
        return post <= EvidenceWeights.postcodeOther
    }
}
