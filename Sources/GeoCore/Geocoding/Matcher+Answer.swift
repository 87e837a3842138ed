/// From weighed places to the answer.
extension Matcher {
    /// Share of the evidence that a place must explain to be given: more where a misspelt name stands alone.
    private func placingShare(_ best: Hypothesis) -> Double {
        guard best.hit >= 0, hits[best.hit].quality.rawValue >= NameHit.Quality.beginning.rawValue else { return 0.88 }
        if isNameAlone { return 0.94 }
        return 0.88
    }

    /// Nothing but a name says where.
    private var isNameAlone: Bool {
        guard filter.isEmpty, postcode.value == nil, hintedDepartment == DepartmentTable.none else { return false }
        if case .none = code, case .none = position { return true }
        return false
    }

    /// A short or misspelt name of a commune here is the full name of one elsewhere, or as near to it, and nothing else says which is meant.
    private func isNearElsewhere(_ best: Hypothesis) -> Bool {
        guard isNameAlone, best.hit >= 0, hits[best.hit].quality.rawValue >= NameHit.Quality.beginning.rawValue else { return false }
        let own = hits[best.hit]
        let nearness = own.quality == .fuzzy || own.quality == .phonetic ? own.likelihood : EvidenceWeights.rivalOfShortName * own.likelihood
        let population = index.communePopulations[Int(best.commune)]
        return hits.contains { other in
            guard other.elsewhere >= 0 else { return false }
            if other.quality == .exact, other.words == own.words { return true }
            // A village elsewhere is no rival of a town here.
            return other.likelihood > nearness && index.names.elsewherePopulations[Int(other.elsewhere)] * 10 > population
        }
    }

    /// The name of a small commune here is that of a town elsewhere, or what a larger one here is called in short, and nothing else says which is
    /// meant: `L'Isle-Jourdain`, `Bessines`.
    private func hasLargerNamesake(_ best: Hypothesis) -> Bool {
        guard isNameAlone, best.hit >= 0, hits[best.hit].quality.rawValue < NameHit.Quality.beginning.rawValue else { return false }
        let own = hits[best.hit]
        let population = index.communePopulations[Int(best.commune)]
        var elsewhere: Int32 = 0
        for other in hits where other.words == own.words {
            if other.elsewhere >= 0, other.quality == .exact { elsewhere += index.names.elsewherePopulations[Int(other.elsewhere)] }
            guard other.commune >= 0, other.alias < 0, other.quality == .beginning else { continue }
            let larger = index.communePopulations[Int(other.commune)]
            if larger >= 1000, larger * 2 >= population * 3 { return true }
        }
        return elsewhere >= max(2000, population * 3)
    }

    /// The text has not all the words of the name, or not all their letters.
    func isInPart(_ hit: NameHit) -> Bool {
        hit.quality.rawValue >= NameHit.Quality.beginning.rawValue && hit.quality != .reordered
    }

    /// Nothing but a name that is only near to those of villages elsewhere: an old name or a hamlet here is as likely.
    var isPartOfVillageElsewhere: Bool {
        guard isNameAlone else { return false }
        return hits.allSatisfy { hit in
            hit.elsewhere < 0 || isInPart(hit) && index.names.elsewherePopulations[Int(hit.elsewhere)] < 2000
        }
    }

    /// The name is that of a commune here and of none elsewhere; only the coordinates lie outside.
    private var isNameDeniedByPosition: Bool {
        guard case .outside = position, !hits.contains(where: { $0.elsewhere >= 0 && $0.quality == .exact }) else { return false }
        if case .elsewhere = postcode { return false }
        if case .elsewhere = code { return false }
        return hits.contains { $0.commune >= 0 && $0.quality == .exact && $0.claim == .town }
    }

    mutating func answer(within departments: [DepartmentCode]) -> GeocodingMatch {
        if isOutsideFilter {
            notes.append(EvidenceNote(.filter, .departmentDisagrees, written: query.department ?? ""))
            return unplaced(.conflict, method: "departement", balance: balance())
        }
        let balance = balance()
        if isLoneNumber { return unplaced(.ambiguous, method: "code_insee", balance: balance) }
        guard let best = hypotheses.first, best.likelihood > 0 else { return answerWithoutCommune(balance) }
        let share = best.likelihood / balance.total
        if share >= placingShare(best) {
            let isElsewhere = givenDepartment != DepartmentTable.none && !index.departments.isInRegion[Int(givenDepartment)]
            if isElsewhere || !filter.isEmpty && !filter.contains(index.department(ofCommune: best.commune)) {
                return unplaced(.conflict, method: "departement", balance: balance)
            }
            if isPostcodeOfAnotherDepartment(best) { return unplaced(.conflict, method: "code_postal+nom", balance: balance) }
            // `IUT de Bayonne` tells of Bayonne, `Castillon-de-Lembeye` not of Lembeye.
            if best.hit >= 0, hits[best.hit].quality == .mention, codeNames(best.commune) != true {
                return unplaced(.ambiguous, method: namingMethod(best), balance: balance)
            }
            if isPostcodeOfPlaceUnknown(best) { return unplaced(.ambiguous, method: "code_postal+nom", balance: balance) }
            // `Bordeaux (Québec)`
            if namedAbroad, best.hit >= 0, isNameAlone { return unplaced(.ambiguous, method: "nom", balance: balance) }
            if isOneOfSeveral(best) { return unplaced(.ambiguous, method: namingMethod(best), balance: balance) }
            if isCommonName(best) || isFarFromWritten(best) { return unplaced(.ambiguous, method: namingMethod(best), balance: balance) }
            if hasLargerNamesake(best) || isNearElsewhere(best) { return unplaced(.ambiguous, method: namingMethod(best), balance: balance) }
            if isLastWordOfStreet(best) { return unplaced(.ambiguous, method: "adresse", balance: balance) }
            // Coordinates alone do not unseat a name that the tables know.
            if nameDenies(best), codeNames(best.commune) != true { return unplaced(.conflict, method: "coordonnees", balance: balance) }
            if codeAndNameDisagree(best) { return unplaced(.conflict, method: "code_insee", balance: balance) }
            return placed(best, share: share)
        }
        let inside = balance.inside / balance.total
        if balance.department > 0.8 * balance.total {
            if index.departments.isInRegion[Int(townIsDepartment)] { return answerWithoutCommune(balance) }
            return filter.isEmpty ? outside(balance) : unplaced(.conflict, method: "departement", balance: balance)
        }
        if balance.elsewhere / balance.total >= 0.8, filter.isEmpty {
            if isNameDeniedByPosition { return unplaced(.conflict, method: "coordonnees", balance: balance) }
            if isPartOfVillageElsewhere { return unplaced(.unmatched, method: "", balance: balance) }
            return outside(balance)
        }
        let isWeak = best.hit < 0 ? false : hits[best.hit].quality.rawValue >= NameHit.Quality.beginning.rawValue
        // `Université de Poitiers` tells of Poitiers and does not say that it is there.
        if isWeak, isNameAlone, hits[best.hit].quality == .mention || hits[best.hit].quality == .within, !namedTerritory, !namedAbroad,
            balance.department == 0
        {
            return unplaced(.ambiguous, method: namingMethod(best), balance: balance)
        }
        if inside < 0.3, isWeak || !hits.contains(where: { $0.quality == .exact }), isWeak || !isContradicted(best) {
            return answerWithoutCommune(balance)
        }
        return unplaced(isContradicted(best) ? .conflict : .ambiguous, method: namingMethod(best), balance: balance)
    }
}
