/// The answer when a commune is given: its status, its score, the words for how it was found.
extension Matcher {
    mutating func placed(_ best: Hypothesis, share: Double) -> GeocodingMatch {
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
            case .beginning, .loose, .reordered, .within, .fuzzy, .phonetic, .mention: status = .fuzzy
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
            case .beginning, .loose, .reordered, .within, .mention: ceiling = isListed ? 0.97 : hasDepartment ? 0.93 : 0.88
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
            // A hamlet of the postcode may bear a village's name.
            let isVillage = index.communePopulations[Int(best.commune)] < 1000
            let far = post == EvidenceWeights.postcodeSameDepartment && !isVillage ? 0.93 : isVillage ? 0.88 : 0.9
            ceiling = min(ceiling, post == EvidenceWeights.postcodeNearby ? 0.96 : far)
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
        case .beginning, .loose, .reordered, .within, .mention:
            return isListed ? "code_postal+nom_partiel" : hasDepartment ? "departement+nom_partiel" : "nom_partiel"
        case .fuzzy: return isListed ? "code_postal+nom_approche" : hasDepartment ? "departement+nom_approche" : "nom_approche"
        case .phonetic: return isListed ? "code_postal+phonetique" : hasDepartment ? "departement+phonetique" : "phonetique"
        }
    }
}
