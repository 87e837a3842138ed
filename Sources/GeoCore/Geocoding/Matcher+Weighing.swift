/// Weighing: how well each place explains all that the row says.
extension Matcher {
    /// The sums over the places, for the share of each.
    struct Balance {
        var inside = 0.0
        var elsewhere = 0.0
        /// The town field holds the department's name.
        var department = 0.0
        /// No place of the tables: a hamlet, a place abroad, a slip in every field.
        var nowhere = 0.0
        var total: Double { inside + elsewhere + nowhere + department }
    }

    /// Letters of the words that were taken for the town's name.
    var letterCount: Int {
        let words = claim?.words ?? reading.claims.first?.words ?? 0..<0
        return text.letterCount(words)
    }

    var hasText: Bool { !reading.isEmpty && !reading.claims.isEmpty }

    mutating func weigh() {
        hypotheses.removeAll(keepingCapacity: true)
        elsewhere.removeAll(keepingCapacity: true)
        for (number, hit) in hits.enumerated() {
            if hit.commune >= 0 {
                hypotheses.append(Hypothesis(commune: hit.commune, hit: number, likelihood: 0))
            } else {
                elsewhere.append(ElsewhereHypothesis(hit: number, likelihood: 0))
            }
        }
        func add(_ commune: Int32) {
            if !hypotheses.contains(where: { $0.commune == commune }) {
                hypotheses.append(Hypothesis(commune: commune, hit: -1, likelihood: 0))
            }
        }
        switch code {
        case .current(let commune): add(commune)
        case .former(let communes): for commune in communes { add(commune) }
        default: break
        }
        if case .inside(let commune, _, _) = position { add(commune) }
        textChance = chanceOfText()
        unnamedLikelihood = unnamedLikelihoodOfText()
        let unnamed = unnamedLikelihood
        for number in hypotheses.indices {
            let commune = hypotheses[number].commune
            let hit = hypotheses[number].hit
            let name = hit >= 0 ? max(hits[hit].likelihood, unnamed) : unnamed
            hypotheses[number].likelihood =
                index.communeWeights[Int(commune)] * name * postcodeLikelihood(commune) * codeLikelihood(commune) * positionLikelihood(commune)
                * departmentLikelihood(index.department(ofCommune: commune))
            if reading.hasCedex { hypotheses[number].likelihood *= EvidenceWeights.cedex(population: index.communePopulations[Int(commune)]) }
        }
        for number in elsewhere.indices {
            elsewhere[number].likelihood = likelihood(ofElsewhere: hits[elsewhere[number].hit])
        }
        hypotheses.sort { ($0.likelihood, $1.commune) > ($1.likelihood, $0.commune) }
    }

    /// Chance of the text as a name of no table.
    private func chanceOfText() -> Double {
        guard hasText else { return 1 }
        let nearest = hits.reduce(3) { min($0, $1.quality == .fuzzy || $1.quality == .phonetic ? Int($1.distance) : 1) }
        let chance = EvidenceWeights.chance(letters: letterCount, distance: hits.isEmpty ? 1 : nearest)
        let isMisspelt = hits.contains { $0.commune >= 0 } && hits.allSatisfy { $0.commune < 0 || $0.quality == .fuzzy }
        return isMisspelt && isWrittenAsMeant ? chance * EvidenceWeights.knownWord : chance
    }

    /// The text is made of words that names in France are made of: `La Forge` is hardly a misspelling.
    var isWrittenAsMeant: Bool {
        guard let claim = claim ?? reading.claims.first else { return false }
        var hasWord = false
        for word in claim.words where !text.isParticle(word) && !text.isGeneric(word) {
            guard index.tables.words().contains(text.word(word)) else { return false }
            hasWord = true
        }
        return hasWord
    }

    /// How likely the text is in a commune it does not name.
    private func unnamedLikelihoodOfText() -> Double {
        guard hasText else { return 1 }
        if hits.isEmpty { return EvidenceWeights.unknownName * textChance }
        var weight = 0.0
        for hit in hits {
            let own =
                hit.commune >= 0
                ? index.communeWeights[Int(hit.commune)] : EvidenceWeights.elsewhere(population: index.names.elsewherePopulations[Int(hit.elsewhere)])
            weight += own * hit.likelihood
        }
        return EvidenceWeights.nameOfAnother * weight + EvidenceWeights.unknownName * textChance
    }

    /// Share of the reading as a department's name.
    private func departmentAsTown() -> Double {
        var likelihood = EvidenceWeights.departmentAsTown * departmentLikelihood(townIsDepartment)
        likelihood *= index.departments.isInRegion[Int(townIsDepartment)] ? 1.0 / 12 : EvidenceWeights.outsideShare / 90
        if index.departments.isOverseas(townIsDepartment) { likelihood *= EvidenceWeights.overseas }
        // Whoever fills in the department's own column does not repeat it as the town.
        if !filter.isEmpty { likelihood *= 0.05 }
        switch postcode {
        case .none, .unreadable: break
        case .listed(let number):
            let fits = index.postcodes.communes(of: number).contains { index.department(ofCommune: $0) == townIsDepartment }
            likelihood *= fits ? 12 * EvidenceWeights.postcodeAny : EvidenceWeights.postcodeOther
        case .unlisted(_, let department): likelihood *= department == townIsDepartment ? EvidenceWeights.cedexAny * 12 : EvidenceWeights.cedexOther
        case .elsewhere(_, let department): likelihood *= department == townIsDepartment ? 1.0 / 60 : EvidenceWeights.postcodeOther / 8
        }
        switch code {
        case .none, .unreadable: break
        default: likelihood *= 1e-3
        }
        if case .inside = position { likelihood *= 1e-3 }
        return likelihood
    }

    func postcodeLikelihood(_ commune: Int32) -> Double {
        switch postcode {
        case .none, .unreadable: return 1
        case .listed(let number):
            let served = index.postcodes.communes(of: number)
            if served.contains(commune) { return EvidenceWeights.postcodeListed }
            if isCode(number, of: commune) { return EvidenceWeights.codeAsPostcode }
            if served.contains(where: { index.kilometers($0, commune) < EvidenceWeights.nearbyKilometers }) { return EvidenceWeights.postcodeNearby }
            let same = served.contains { index.department(ofCommune: $0) == index.department(ofCommune: commune) }
            return same ? EvidenceWeights.postcodeSameDepartment : EvidenceWeights.postcodeOther
        case .unlisted(let number, let department):
            if isCode(number, of: commune) { return EvidenceWeights.codeAsPostcode }
            guard index.department(ofCommune: commune) == department else { return EvidenceWeights.cedexOther }
            var likelihood = EvidenceWeights.cedexSameDepartment
            for own in index.postcodes.postcodes(of: Int(commune)) {
                if Int(own) / 10 == number / 10 { return EvidenceWeights.cedexSameArea }
                if Int(own) / 100 == number / 100 { likelihood = max(likelihood, EvidenceWeights.cedexSameArea / 5) }
            }
            return likelihood
        case .elsewhere: return isShortPostcode ? EvidenceWeights.postcodeShort : EvidenceWeights.postcodeOther / 8
        }
    }

    private func isCode(_ number: Int, of commune: Int32) -> Bool {
        index.commune(numbered: number) == Int(commune)
    }

    func codeLikelihood(_ commune: Int32) -> Double {
        switch code {
        case .none, .unreadable: 1
        case .current(let own): own == commune ? EvidenceWeights.codeRight : EvidenceWeights.codeOther
        case .former(let communes):
            communes.contains(commune) ? EvidenceWeights.codeRight / Double(communes.count) : EvidenceWeights.codeOther
        case .elsewhere: EvidenceWeights.codeOther / 4
        case .unknown(let department):
            index.department(ofCommune: commune) == department ? EvidenceWeights.codeDepartment : EvidenceWeights.codeOther
        case .postcode(let number):
            index.postcodes.communes(of: number).contains(commune) ? EvidenceWeights.codeRight : EvidenceWeights.codeDepartment
        }
    }

    func positionLikelihood(_ commune: Int32) -> Double {
        switch position {
        case .none, .unusable: 1
        case .inside(let own, let point, _):
            if own == commune {
                EvidenceWeights.positionInside
            } else if PlanarDistance.kilometers(index.communePoints[Int(commune)], point) < EvidenceWeights.nearbyKilometers {
                EvidenceWeights.positionNear
            } else {
                EvidenceWeights.positionFar
            }
        case .outside(let point):
            PlanarDistance.kilometers(index.communePoints[Int(commune)], point) < EvidenceWeights.nearbyKilometers
                ? EvidenceWeights.positionNear : EvidenceWeights.positionFar
        }
    }

    func departmentLikelihood(_ department: UInt8) -> Double {
        var likelihood = 1.0
        if !filter.isEmpty {
            likelihood = filter.contains(department) ? EvidenceWeights.departmentGiven : EvidenceWeights.departmentOther
        } else if givenDepartment != DepartmentTable.none {
            likelihood = givenDepartment == department ? EvidenceWeights.departmentGiven : EvidenceWeights.departmentOther
        }
        if hintedDepartment != DepartmentTable.none {
            likelihood *= hintedDepartment == department ? EvidenceWeights.departmentHinted : EvidenceWeights.departmentHintedOther
        }
        return likelihood
    }

    private func likelihood(ofElsewhere hit: NameHit) -> Double {
        let number = Int(hit.elsewhere)
        let department = index.names.elsewhereDepartments[number]
        var likelihood = EvidenceWeights.elsewhere(population: index.names.elsewherePopulations[number]) * hit.likelihood
        likelihood *= departmentLikelihood(department)
        switch postcode {
        case .none, .unreadable: break
        case .listed: likelihood *= EvidenceWeights.postcodeOther / 8
        case .unlisted: likelihood *= EvidenceWeights.cedexOther
        case .elsewhere(let value, let postcodeDepartment):
            if index.reference.gazetteer.nationalCommunes[number].postcodes.contains(PostcodeTable.text(value)) {
                likelihood *= EvidenceWeights.postcodeListed
            } else {
                likelihood *= postcodeDepartment == department ? EvidenceWeights.cedexSameArea : EvidenceWeights.cedexOther
            }
        }
        switch code {
        case .none, .unreadable: break
        case .elsewhere(let codeDepartment): likelihood *= codeDepartment == department ? 0.1 : EvidenceWeights.codeOther
        case .current, .former, .unknown, .postcode: likelihood *= EvidenceWeights.codeOther
        }
        switch position {
        case .none, .unusable: break
        case .inside: likelihood *= EvidenceWeights.positionFar
        case .outside: likelihood *= 0.5
        }
        return likelihood
    }

    /// The sums of what the places explain, and what is left to none of them.
    func balance() -> Balance {
        var balance = Balance()
        for hypothesis in hypotheses { balance.inside += hypothesis.likelihood }
        for hypothesis in elsewhere { balance.elsewhere += hypothesis.likelihood }
        var inRegion = 1 - EvidenceWeights.outsideShare
        var abroad = EvidenceWeights.outsideShare
        if hasText {
            let chance = textChance
            let recognised = hits.contains { $0.quality == .exact }
            inRegion *= unnamedLikelihood
            if townIsDepartment != DepartmentTable.none {
                balance.department = departmentAsTown()
            }
            abroad *= (recognised ? 0.05 : 0.5) * chance
        }
        switch postcode {
        case .none, .unreadable: break
        case .listed:
            inRegion *= EvidenceWeights.postcodeAny * 0.05
            abroad *= EvidenceWeights.postcodeOther / 8
        case .unlisted:
            inRegion *= EvidenceWeights.cedexAny
            abroad *= EvidenceWeights.cedexOther
        case .elsewhere:
            inRegion *= EvidenceWeights.postcodeOther / 8
            abroad *= 1.0 / 6000
        }
        switch code {
        case .none, .unreadable: break
        case .current, .former:
            inRegion *= EvidenceWeights.codeOther
            abroad *= EvidenceWeights.codeOther
        case .elsewhere:
            inRegion *= EvidenceWeights.codeOther / 4
            abroad *= 1e-3
        case .unknown, .postcode:
            inRegion *= EvidenceWeights.codeDepartment * 0.1
            abroad *= EvidenceWeights.codeOther
        }
        switch position {
        case .none, .unusable: break
        case .inside:
            inRegion *= EvidenceWeights.positionFar
            abroad *= EvidenceWeights.positionFar
        case .outside:
            inRegion *= EvidenceWeights.positionFar
            abroad *= 0.5
        }
        if !filter.isEmpty {
            inRegion /= 12
            abroad *= EvidenceWeights.departmentOther
        } else if givenDepartment != DepartmentTable.none {
            inRegion *= EvidenceWeights.departmentOther
        }
        if hintedDepartment != DepartmentTable.none {
            inRegion /= 12
            abroad *= index.departments.isInRegion[Int(hintedDepartment)] ? EvidenceWeights.departmentHintedOther : 0.3
        }
        balance.nowhere = inRegion
        balance.elsewhere += abroad
        return balance
    }
}
