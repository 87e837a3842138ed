/// The answer when no name, code or coordinates settle on a commune: the postcode, elsewhere, candidates, or nothing.
extension Matcher {
    /// No name, code or coordinates that speak for a commune: the postcode, the department, or nothing.
    mutating func answerWithoutCommune(_ balance: Balance) -> GeocodingMatch {
        if namedAbroad, hits.allSatisfy({ $0.quality.rawValue >= NameHit.Quality.beginning.rawValue }) {
            notes.append(EvidenceNote(textField, .nameAbroad, written: writtenText))
            guard filter.isEmpty, !isPostcodeOfRegion else { return unplaced(.conflict, method: "nom", balance: balance) }
            var match = GeocodingMatch(status: .outside, method: "nom", score: 0.95)
            match.notes = notes
            return match
        }
        let isDepartment = balance.department > 0.8 * balance.total
        if !elsewhere.isEmpty, balance.elsewhere >= 0.8 * balance.total, filter.isEmpty {
            return isPartOfVillageElsewhere ? unplaced(.unmatched, method: "", balance: balance) : outside(balance)
        }
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

    mutating func outside(_ balance: Balance) -> GeocodingMatch {
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
        let namesNothing = balance.inside < 0.1 * total
        let isOpen = status == .conflict || method == "code_postal+nom" || status == .ambiguous && !namesNothing
        if isOpen, case .listed(let number) = postcode, !match.candidates.isEmpty {
            // The communes of the postcode, when they are few.
            let served = index.postcodes.communes(of: number)
                .filter { filter.isEmpty || filter.contains(index.department(ofCommune: $0)) }
                .compactMap { index.communeCodes[Int($0)] }
            if served.count <= 2, !match.candidates.contains(where: { served.contains($0.communeCode) }) {
                match.candidates = Array(match.candidates.prefix(5 - served.count))
                let place = match.candidates.firstIndex { $0.score < 0.1 } ?? match.candidates.endIndex
                match.candidates.insert(contentsOf: served.map { .init(communeCode: $0, score: 0.1) }, at: place)
            }
        } else if case .listed(let number) = postcode, namesNothing {
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
