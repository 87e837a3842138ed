/// Which field said what: notes beside the answer.
extension Matcher {
    /// The text that the town was read from, as written.
    var writtenText: String {
        switch textField {
        case .town: query.city ?? ""
        case .postcode: query.postcode ?? ""
        case .freeText: query.freeText ?? ""
        default: query.addressLines.last ?? ""
        }
    }

    mutating func explain(_ best: Hypothesis, isCoded: Bool) {
        guard keepsNotes else { return }
        let commune = index.communes[Int(best.commune)]
        if isCoded {
            var finding = EvidenceNote.Finding.currentCode
            if case .former = code { finding = .formerCode }
            notes.append(EvidenceNote(.code, finding, written: query.communeCode ?? "", place: commune.name, code: commune.code))
        } else if case .current(let other) = code {
            let named = index.communes[Int(other)]
            notes.append(EvidenceNote(.code, .codeOtherCommune, written: query.communeCode ?? "", place: named.name, code: named.code))
        }
        if best.hit >= 0 {
            notes.append(note(of: hits[best.hit]))
        } else if hasText {
            if let other = hits.first(where: { $0.commune >= 0 && $0.commune != best.commune }) {
                let named = index.communes[Int(other.commune)]
                notes.append(EvidenceNote(textField, .nameOtherCommune, written: writtenText, place: named.name, code: named.code))
            } else {
                notes.append(EvidenceNote(textField, hits.isEmpty ? .nameUnknown : .nameElsewhere, written: writtenText))
            }
        }
        explainPostcode(best.commune)
        explainDepartment(best.commune)
        explainPosition(best.commune)
        if !elsewhere.isEmpty { explainHomonymElsewhere() }
    }

    /// How the text names the commune of a hit.
    private func note(of hit: NameHit) -> EvidenceNote {
        let commune = index.communes[Int(hit.commune)]
        let finding: EvidenceNote.Finding =
            switch hit.quality {
            case .exact: .nameExact
            case .otherArticle: .nameWithoutArticle
            case .variant: .nameVariant
            case .former: .nameFormer
            case .renamed: .nameRenamed
            case .vanished: .nameVanished
            case .beginning: .nameBeginning
            case .loose: .nameLoose
            case .reordered: .nameReordered
            case .within, .mention: .nameWithin
            case .fuzzy: .nameFuzzy
            case .phonetic: .namePhonetic
            }
        var note = EvidenceNote(textField, finding, written: writtenText, place: commune.name, code: commune.code, count: Int(hit.distance))
        if hit.alias >= 0 {
            note.written = index.names.aliases[Int(hit.alias)].name
            note.date = index.names.aliases[Int(hit.alias)].until
        }
        return note
    }

    private mutating func explainPostcode(_ commune: Int32) {
        guard let number = postcode.value else { return }
        let written = PostcodeTable.text(number)
        let place = index.communes[Int(commune)]
        switch postcode {
        case .listed:
            let likelihood = postcodeLikelihood(commune)
            let finding: EvidenceNote.Finding =
                likelihood == EvidenceWeights.postcodeListed
                ? .postcodeOfCommune
                : likelihood == EvidenceWeights.codeAsPostcode
                    ? .postcodeIsCode : likelihood == EvidenceWeights.postcodeNearby ? .postcodeOfNeighbour : .postcodeOtherPlace
            notes.append(EvidenceNote(.postcode, finding, written: written, place: place.name))
        case .unlisted(_, let department):
            let finding: EvidenceNote.Finding = postcodeLikelihood(commune) == EvidenceWeights.codeAsPostcode ? .postcodeIsCode : .postcodeUnlisted
            notes.append(
                EvidenceNote(.postcode, finding, written: written, place: place.name, code: index.departments.codes[Int(department)].rawValue))
        case .elsewhere(_, let department):
            notes.append(
                EvidenceNote(
                    .postcode, .postcodeElsewhere, written: written, place: index.departments.names[Int(department)],
                    code: index.departments.codes[Int(department)].rawValue))
        case .none, .unreadable: break
        }
    }

    private mutating func explainDepartment(_ commune: Int32) {
        let own = index.department(ofCommune: commune)
        if givenDepartment != DepartmentTable.none {
            notes.append(
                EvidenceNote(
                    .department, own == givenDepartment ? .departmentAgrees : .departmentDisagrees, written: query.department ?? "",
                    place: index.departments.names[Int(givenDepartment)], code: index.departments.codes[Int(givenDepartment)].rawValue))
        } else if hintedDepartment != DepartmentTable.none {
            notes.append(
                EvidenceNote(
                    isHintedByPostcode ? .postcode : textField, own == hintedDepartment ? .departmentAgrees : .departmentDisagrees,
                    written: isHintedByPostcode ? query.postcode ?? "" : writtenText,
                    place: index.departments.names[Int(hintedDepartment)], code: index.departments.codes[Int(hintedDepartment)].rawValue))
        }
    }

    private mutating func explainPosition(_ commune: Int32) {
        switch position {
        case .none, .unusable: break
        case .inside(let own, let point, _):
            if own == commune {
                notes.append(EvidenceNote(.coordinates, .positionInCommune, place: index.communes[Int(own)].name))
            } else {
                let place = index.communes[Int(own)]
                let distance = PlanarDistance.kilometers(index.communePoints[Int(commune)], point)
                notes.append(
                    EvidenceNote(
                        .coordinates, distance < EvidenceWeights.nearbyKilometers ? .positionNearby : .positionFarAway, place: place.name,
                        code: place.code, count: Int(distance.rounded())))
            }
        case .outside: notes.append(EvidenceNote(.coordinates, .positionOutside))
        }
    }

    private mutating func explainHomonymElsewhere() {
        // Only those that bear the name itself.
        let namesakes = elsewhere.filter { hits[$0.hit].quality.rawValue <= NameHit.Quality.former.rawValue }
        guard let largest = largest(of: namesakes) else { return }
        let place = index.reference.gazetteer.nationalCommunes[Int(largest.elsewhere)]
        notes.append(
            EvidenceNote(
                textField, .nameElsewhereToo, written: writtenText, place: place.name, code: place.departmentCode.rawValue, count: namesakes.count))
    }

    mutating func explainElsewhere() {
        guard keepsNotes else { return }
        guard let largest = largest(of: elsewhere) else { return }
        let place = index.reference.gazetteer.nationalCommunes[Int(largest.elsewhere)]
        notes.append(
            EvidenceNote(
                textField, isInPart(largest) ? .nameNearElsewhere : .nameElsewhere, written: writtenText, place: place.name,
                code: place.departmentCode.rawValue))
    }

    private func largest(of hypotheses: [ElsewhereHypothesis]) -> NameHit? {
        hypotheses.max { ($0.likelihood, hits[$1.hit].elsewhere) < ($1.likelihood, hits[$0.hit].elsewhere) }.map { hits[$0.hit] }
    }

    mutating func explainUnplaced(_ status: GeocodingStatus) {
        guard keepsNotes else { return }
        if case .current(let commune) = code {
            let place = index.communes[Int(commune)]
            notes.append(EvidenceNote(.code, .currentCode, written: query.communeCode ?? "", place: place.name, code: place.code))
        }
        if hasText {
            let named = hits.filter { $0.commune >= 0 }
            if townIsDepartment != DepartmentTable.none {
                notes.append(
                    EvidenceNote(
                        textField, .nameDepartment, written: writtenText, place: index.departments.names[Int(townIsDepartment)],
                        code: index.departments.codes[Int(townIsDepartment)].rawValue))
            } else if namedTerritory {
                notes.append(EvidenceNote(textField, .nameTerritory, written: writtenText))
            }
            if named.count > 1 {
                notes.append(EvidenceNote(textField, .nameShared, written: writtenText, count: named.count))
            } else if let only = named.first {
                notes.append(note(of: only))
            }
            if namedAbroad, !named.isEmpty { notes.append(EvidenceNote(textField, .nameAbroadToo, written: writtenText)) }
            if !elsewhere.isEmpty {
                if named.isEmpty { explainElsewhere() } else { explainHomonymElsewhere() }
            } else if named.isEmpty, townIsDepartment == DepartmentTable.none, !namedTerritory {
                notes.append(EvidenceNote(textField, .nameUnknown, written: writtenText))
            }
        } else if reading.isEmpty, !writtenText.isEmpty {
            notes.append(EvidenceNote(textField, .nameEmpty, written: writtenText))
        }
        switch postcode {
        case .listed(let number):
            if !notes.contains(where: { $0.field == .postcode }) {
                notes.append(
                    EvidenceNote(.postcode, .postcodeShared, written: PostcodeTable.text(number), count: index.postcodes.communes(of: number).count))
            }
        case .unlisted(let number, let department):
            notes.append(
                EvidenceNote(
                    .postcode, .postcodeUnlisted, written: PostcodeTable.text(number), code: index.departments.codes[Int(department)].rawValue))
        case .elsewhere(let number, let department):
            notes.append(
                EvidenceNote(
                    .postcode, .postcodeElsewhere, written: PostcodeTable.text(number), place: index.departments.names[Int(department)],
                    code: index.departments.codes[Int(department)].rawValue))
        case .none, .unreadable: break
        }
        switch position {
        case .inside(let commune, _, _):
            notes.append(
                EvidenceNote(
                    .coordinates, .positionOnly, place: index.communes[Int(commune)].name, code: index.communes[Int(commune)].code
                ))
        case .outside: notes.append(EvidenceNote(.coordinates, .positionOutside))
        case .none, .unusable: break
        }
    }

    /// A reviewer's decision for this very row, else for all rows that name the place alike.
    mutating func decision(within departments: [DepartmentCode]) -> GeocodingMatch? {
        guard let decision = index.decisions[query.decisionKey] ?? index.decisions[query.placeKey] else { return nil }
        var match = GeocodingMatch(status: .decided, method: "decision", score: 1)
        switch decision.outcome {
        case .commune(let code):
            let commune = index.commune(code.rawValue) ?? index.formerCodes[code.rawValue]?.first.map { Int($0) }
            guard let commune else { return nil }
            let place = index.communes[commune]
            if !departments.isEmpty, let own = place.departmentCode, !departments.contains(own) {
                notes.append(EvidenceNote(.decision, .decidedFilteredOut, place: place.name, code: place.code))
                return nil
            }
            match.communeCode = index.communeCodes[commune]
            match.departmentCode = place.departmentCode
            match.position = place.referencePoint
            match.precision = .commune
            if let given = query.position, let join = index.join, let zone = try? join.zone(covering: given), zone == commune {
                match.position = given
                match.precision = .point
            }
            match.notes = [EvidenceNote(.decision, .decidedCommune, place: place.name, code: place.code)]
        case .outside:
            match.status = .outside
            match.notes = [EvidenceNote(.decision, .decidedOutside)]
        case .unmatched:
            match.status = .unmatched
            match.notes = [EvidenceNote(.decision, .decidedUnmatched)]
        }
        return match
    }
}
