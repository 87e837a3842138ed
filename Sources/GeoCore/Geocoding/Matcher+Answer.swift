/// From weighed places to the answer.
extension Matcher {
    /// Share of the evidence that a place must explain to be given: more where a misspelt name stands alone.
    private func placingShare(_ best: Hypothesis) -> Double {
        guard best.hit >= 0, filter.isEmpty, postcode.value == nil, hintedDepartment == DepartmentTable.none else { return 0.88 }
        if case .none = code, case .none = position, hits[best.hit].quality.rawValue >= NameHit.Quality.beginning.rawValue { return 0.94 }
        return 0.88
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
        if balance.elsewhere / balance.total >= 0.8, filter.isEmpty { return outside(balance) }
        let isWeak = best.hit < 0 ? false : hits[best.hit].quality.rawValue >= NameHit.Quality.beginning.rawValue
        if inside < 0.3, isWeak || !hits.contains(where: { $0.quality == .exact }), isWeak || !isContradicted(best) {
            return answerWithoutCommune(balance)
        }
        return unplaced(isContradicted(best) ? .conflict : .ambiguous, method: namingMethod(best), balance: balance)
    }

    // MARK: contradictions

    private func codeNames(_ commune: Int32) -> Bool? {
        switch code {
        case .current(let own): own == commune
        case .former(let communes): communes.contains(commune)
        default: nil
        }
    }

    /// The name is one the tables know exactly, and not this commune's.
    private func nameDenies(_ hypothesis: Hypothesis) -> Bool {
        hypothesis.hit < 0 && hits.contains { $0.quality.rawValue <= NameHit.Quality.former.rawValue && $0.claim == .town }
    }

    /// Code and name point to different communes, and nothing else settles it: a neighbour's name or code is settled by the postcode.
    private func codeAndNameDisagree(_ best: Hypothesis) -> Bool {
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
    private func isPostcodeOfAnotherDepartment(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, codeNames(best.commune) != true, filter.isEmpty, hintedDepartment == DepartmentTable.none else { return false }
        if case .inside(let own, _, _) = position, own == best.commune { return false }
        return postcodeLikelihood(best.commune) <= EvidenceWeights.postcodeOther
    }

    /// The last words of a street line alone name a small commune: a street bears such names too.
    private func isLastWordOfStreet(_ best: Hypothesis) -> Bool {
        guard best.hit >= 0, hits[best.hit].claim == .tail, filter.isEmpty, postcode.value == nil, hintedDepartment == DepartmentTable.none else {
            return false
        }
        return index.communePopulations[Int(best.commune)] < 5000
    }

    private func isContradicted(_ best: Hypothesis) -> Bool {
        if codeNames(best.commune) == false { return true }
        if nameDenies(best) { return true }
        if !filter.isEmpty, !filter.contains(index.department(ofCommune: best.commune)) { return true }
        if positionLikelihood(best.commune) == EvidenceWeights.positionFar { return true }
        let post = postcodeLikelihood(best.commune)
        return post <= EvidenceWeights.postcodeOther
    }

    // MARK: a commune is given

    private mutating func placed(_ best: Hypothesis, share: Double) -> GeocodingMatch {
        let number = Int(best.commune)
        let hit = best.hit >= 0 ? hits[best.hit] : nil
        let isCoded = codeNames(best.commune) == true
        let status: GeocodingStatus
        if isCoded {
            if case .former = code { status = .former } else { status = .exact }
        } else if let hit {
            switch hit.quality {
            case .exact, .otherArticle, .variant, .renamed: status = .exact
            case .former, .vanished: status = .former
            case .beginning, .loose, .within, .fuzzy, .phonetic, .mention: status = .fuzzy
            }
        } else if case .postcode = code {
            status = .postcode
        } else {
            status = .coordinates
        }
        explain(best, isCoded: isCoded)
        var match = GeocodingMatch(
            status: status, method: isCoded ? (hit == nil ? "code_insee" : "code_insee+nom") : namingMethod(best),
            score: score(best, share: share, isCoded: isCoded), communeCode: index.communeCodes[number],
            departmentCode: index.departmentCodes[number], position: index.communePoints[number], precision: .commune)
        if case .inside(let own, let point, _) = position, own == best.commune {
            match.position = point
            match.precision = .point
        }
        if hypotheses.count > 1 {
            let total = hypotheses.reduce(0) { $0 + $1.likelihood }
            for other in hypotheses.dropFirst().prefix(5) where other.likelihood > 1e-4 * total {
                guard let code = index.communeCodes[Int(other.commune)] else { continue }
                match.candidates.append(.init(communeCode: code, score: rounded(other.likelihood / total)))
            }
        }
        match.notes = notes
        return match
    }

    /// The share, no higher than this kind of evidence has proved to deserve.
    private func score(_ best: Hypothesis, share: Double, isCoded: Bool) -> Double {
        var ceiling = 0.97
        let post = postcodeLikelihood(best.commune)
        let isListed = post == EvidenceWeights.postcodeListed && postcode.value != nil
        let hasDepartment = !filter.isEmpty || hintedDepartment != DepartmentTable.none
        if isCoded {
            ceiling = best.hit >= 0 ? 0.999 : hasText ? 0.95 : 0.98
        } else if best.hit >= 0 {
            let hit = hits[best.hit]
            switch hit.quality {
            case .exact: ceiling = isListed ? 0.998 : hasDepartment ? 0.99 : 0.97
            case .otherArticle, .variant, .renamed: ceiling = isListed ? 0.995 : hasDepartment ? 0.98 : 0.95
            case .former: ceiling = isListed ? 0.99 : hasDepartment ? 0.97 : 0.93
            case .vanished: ceiling = isListed ? 0.98 : hasDepartment ? 0.95 : 0.91
            case .beginning, .loose, .within, .mention: ceiling = isListed ? 0.97 : hasDepartment ? 0.93 : 0.88
            case .fuzzy: ceiling = isListed ? 0.98 : hasDepartment ? 0.96 : 0.94
            case .phonetic: ceiling = isListed ? 0.95 : hasDepartment ? 0.9 : 0.85
            }
            switch hit.claim {
            case .town: break
            case .line: ceiling = min(ceiling, isListed || hasDepartment ? 0.95 : 0.9)
            case .tail: ceiling = min(ceiling, isListed || hasDepartment ? 0.9 : 0.75)
            }
        }
        if case .unlisted = postcode { ceiling = min(ceiling, 0.99) }
        switch postcode {
        case .listed where !isListed, .elsewhere:
            ceiling = min(ceiling, post == EvidenceWeights.postcodeNearby ? 0.96 : post == EvidenceWeights.postcodeSameDepartment ? 0.93 : 0.9)
        default: break
        }
        switch position {
        case .inside(let own, _, _) where own != best.commune:
            ceiling = min(ceiling, positionLikelihood(best.commune) == EvidenceWeights.positionNear ? 0.96 : 0.9)
        case .outside: ceiling = min(ceiling, 0.9)
        default: break
        }
        if codeNames(best.commune) == false { ceiling = min(ceiling, 0.9) }
        if isCoded, nameDenies(best) { ceiling = min(ceiling, 0.9) }
        return rounded(min(share, ceiling))
    }

    func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    /// Which evidence decided, as a short stable word.
    func namingMethod(_ best: Hypothesis) -> String {
        let quality = best.hit >= 0 ? hits[best.hit].quality : nil
        let isListed: Bool
        switch postcode {
        case .listed, .unlisted: isListed = postcodeLikelihood(best.commune) >= EvidenceWeights.cedexSameDepartment
        default: isListed = false
        }
        guard let quality else {
            if case .postcode = code { return "code_postal" }
            if case .inside = position { return isListed ? "coordonnees+code_postal" : "coordonnees" }
            return "code_insee"
        }
        let hasDepartment = !filter.isEmpty || hintedDepartment != DepartmentTable.none
        switch quality {
        case .exact, .otherArticle, .variant: return isListed ? "code_postal+nom" : hasDepartment ? "departement+nom" : "nom"
        case .former, .renamed, .vanished:
            return isListed ? "code_postal+ancien_nom" : hasDepartment ? "departement+ancien_nom" : "ancien_nom"
        case .beginning, .loose, .within, .mention:
            return isListed ? "code_postal+nom_partiel" : hasDepartment ? "departement+nom_partiel" : "nom_partiel"
        case .fuzzy: return isListed ? "code_postal+nom_approche" : hasDepartment ? "departement+nom_approche" : "nom_approche"
        case .phonetic: return isListed ? "code_postal+phonetique" : hasDepartment ? "departement+phonetique" : "phonetique"
        }
    }

    // MARK: no commune is given

    /// No name, code or coordinates that speak for a commune: the postcode, the department, or nothing.
    private mutating func answerWithoutCommune(_ balance: Balance) -> GeocodingMatch {
        if namedAbroad, hits.allSatisfy({ $0.quality.rawValue >= NameHit.Quality.beginning.rawValue }) {
            notes.append(EvidenceNote(textField, .nameAbroad, written: writtenText))
            guard filter.isEmpty, !isPostcodeOfRegion else { return unplaced(.conflict, method: "nom", balance: balance) }
            var match = GeocodingMatch(status: .outside, method: "nom", score: 0.95)
            match.notes = notes
            return match
        }
        let isDepartment = balance.department > 0.8 * balance.total
        if !elsewhere.isEmpty, balance.elsewhere >= 0.8 * balance.total, filter.isEmpty { return outside(balance) }
        if isDepartment, !index.departments.isInRegion[Int(townIsDepartment)], filter.isEmpty, postcode.value == nil { return outside(balance) }
        let hasElsewhere = hits.contains { $0.elsewhere >= 0 && $0.quality == .exact }
        if hasElsewhere, !isDepartment {
            switch postcode {
            case .listed, .unlisted: return unplaced(.conflict, method: "code_postal", balance: balance)
            default: return filter.isEmpty ? outside(balance) : unplaced(.conflict, method: "departement", balance: balance)
            }
        }
        if case .elsewhere = postcode { return filter.isEmpty ? outside(balance) : unplaced(.conflict, method: "code_postal", balance: balance) }
        if case .elsewhere = code { return filter.isEmpty ? outside(balance) : unplaced(.conflict, method: "code_insee", balance: balance) }
        if case .listed(let number) = postcode {
            let served = index.postcodes.communes(of: number).filter { filter.isEmpty || filter.contains(index.department(ofCommune: $0)) }
            if served.isEmpty { return unplaced(.conflict, method: "code_postal", balance: balance) }
            if case .outside = position { return unplaced(.conflict, method: "coordonnees", balance: balance) }
            if served.count == 1, let only = served.first, !namedTerritory, !isDepartment, !(hasText && index.postcodes.servesElsewhere(number)) {
                return placedByPostcode(only, number)
            }
            notes.append(EvidenceNote(.postcode, .postcodeShared, written: PostcodeTable.text(number), count: served.count))
            return unplaced(.ambiguous, method: "code_postal", balance: balance)
        }
        if givenDepartment != DepartmentTable.none, !index.departments.isInRegion[Int(givenDepartment)] { return outside(balance) }
        if case .outside = position { return outside(balance) }
        if isDepartment, elsewhere.contains(where: { isTown($0) }), evidentDepartment != townIsDepartment {
            return unplaced(.ambiguous, method: "departement", balance: balance)
        }
        let method = isDepartment ? "departement" : namedTerritory ? "territoire" : ""
        return unplaced(.unmatched, method: method, balance: balance)
    }

    private var isPostcodeOfRegion: Bool {
        switch postcode {
        case .listed, .unlisted: true
        case .none, .elsewhere, .unreadable: false
        }
    }

    /// A place elsewhere large enough to be meant.
    private func isTown(_ hypothesis: ElsewhereHypothesis) -> Bool {
        let hit = hits[hypothesis.hit]
        return hit.quality == .exact && index.names.elsewherePopulations[Int(hit.elsewhere)] >= 2000
    }

    private mutating func placedByPostcode(_ commune: Int32, _ number: Int) -> GeocodingMatch {
        if hasText { notes.append(EvidenceNote(textField, .nameUnknown, written: writtenText)) }
        let place = index.communes[Int(commune)]
        notes.append(EvidenceNote(.postcode, .postcodeOnly, written: PostcodeTable.text(number), place: place.name, code: place.code))
        var match = GeocodingMatch(
            status: .postcode, method: "code_postal", score: hasText ? 0.8 : 0.93, communeCode: index.communeCodes[Int(commune)],
            departmentCode: place.departmentCode, position: place.referencePoint, precision: .commune)
        match.notes = notes
        return match
    }

    private mutating func outside(_ balance: Balance) -> GeocodingMatch {
        explainElsewhere()
        if case .elsewhere(let number, let department) = postcode {
            notes.append(
                EvidenceNote(
                    .postcode, .postcodeElsewhere, written: PostcodeTable.text(number), place: index.departments.names[Int(department)],
                    code: index.departments.codes[Int(department)].rawValue))
        }
        if case .outside = position { notes.append(EvidenceNote(.coordinates, .positionOutside)) }
        var match = GeocodingMatch(
            status: .outside, method: hits.isEmpty ? "" : "nom", score: rounded(min(0.97, max(0.5, balance.elsewhere / balance.total))))
        if case .elsewhere = postcode { match.method = hits.isEmpty ? "code_postal" : "code_postal+nom" }
        if case .elsewhere = code { match.method = "code_insee" }
        if match.method.isEmpty { match.method = givenDepartment != DepartmentTable.none ? "departement" : "coordonnees" }
        match.notes = notes
        return match
    }

    mutating func unplaced(_ status: GeocodingStatus, method: String, balance: Balance) -> GeocodingMatch {
        var match = GeocodingMatch(status: status, method: method)
        let total = balance.total
        for hypothesis in hypotheses.prefix(5) where hypothesis.likelihood > 1e-3 * balance.inside {
            guard let code = index.communeCodes[Int(hypothesis.commune)] else { continue }
            match.candidates.append(.init(communeCode: code, score: rounded(min(0.95, hypothesis.likelihood / total))))
        }
        if status == .conflict, case .listed(let number) = postcode, !match.candidates.isEmpty {
            let served = index.postcodes.communes(of: number)
            if served.count == 1, let only = served.first, let code = index.communeCodes[Int(only)],
                !match.candidates.contains(where: { $0.communeCode == code })
            {
                match.candidates = Array(match.candidates.prefix(4))
                match.candidates.append(.init(communeCode: code, score: 0.1))
            }
        } else if case .listed(let number) = postcode, balance.inside < 0.1 * total {
            match.candidates.removeAll()
            let served = index.postcodes.communes(of: number)
                .filter { filter.isEmpty || filter.contains(index.department(ofCommune: $0)) }
                .sorted { (index.communeWeights[Int($0)], $1) > (index.communeWeights[Int($1)], $0) }
            let weight = served.reduce(0) { $0 + index.communeWeights[Int($1)] }
            for commune in served.prefix(5) {
                guard let code = index.communeCodes[Int(commune)] else { continue }
                match.candidates.append(.init(communeCode: code, score: rounded(min(0.85, index.communeWeights[Int(commune)] / weight))))
            }
        }
        match.score = match.candidates.first?.score ?? 0
        let department = certainDepartment(status, balance)
        if department != DepartmentTable.none { match.departmentCode = index.departments.codes[Int(department)] }
        explainUnplaced(status)
        match.notes = notes
        return match
    }

    /// The department, when all that the row says agrees on it.
    private func certainDepartment(_ status: GeocodingStatus, _ balance: Balance) -> UInt8 {
        if isOutsideFilter { return DepartmentTable.none }
        var shares: [UInt8: Double] = [:]
        for hypothesis in hypotheses { shares[index.department(ofCommune: hypothesis.commune), default: 0] += hypothesis.likelihood }
        let evident = evidentDepartment
        if status != .conflict {
            let recognised = hits.contains { $0.quality == .exact }
            let fits = hits.contains { $0.commune >= 0 && index.department(ofCommune: $0.commune) == evident }
            if evident != DepartmentTable.none, index.departments.isInRegion[Int(evident)], fits || !recognised {
                if townIsDepartment == DepartmentTable.none || townIsDepartment == evident { return evident }
            }
        }
        if townIsDepartment != DepartmentTable.none { shares[townIsDepartment, default: 0] += balance.department }
        for (department, share) in shares.sorted(by: { $0.key < $1.key })
        where share >= 0.97 * (balance.inside + balance.elsewhere + balance.department) && share > balance.nowhere {
            return department
        }
        if status == .unmatched, evident == DepartmentTable.none, territoryDepartment != DepartmentTable.none { return territoryDepartment }
        // A code or coordinates for one commune and a name for another may still agree on the department.
        if status == .conflict, hypotheses.count > 1, !hits.contains(where: { $0.elsewhere >= 0 && $0.quality == .exact }) {
            let first = index.department(ofCommune: hypotheses[0].commune)
            let counts = hypotheses.filter { $0.likelihood > 1e-4 * balance.total }
            if counts.allSatisfy({ index.department(ofCommune: $0.commune) == first }), filter.isEmpty || filter.contains(first),
                evident == DepartmentTable.none || evident == first
            {
                return first
            }
        }
        if townIsDepartment != DepartmentTable.none, index.departments.isInRegion[Int(townIsDepartment)], evident == DepartmentTable.none,
            status == .unmatched
        {
            return townIsDepartment
        }
        return DepartmentTable.none
    }
}
