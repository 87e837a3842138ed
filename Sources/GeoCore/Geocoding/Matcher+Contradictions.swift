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
