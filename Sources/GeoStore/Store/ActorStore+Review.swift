public import GeoCore
internal import Foundation
internal import GRDB

/// What a reviewer says of one place.
public enum ReviewVerdict: Sendable, Hashable {
    /// The candidate of that number, from 1.
    case candidate(Int)
    /// The commune with this INSEE code, current or former.
    case commune(String)
    case outside
}

/// What the taking of decisions changed.
public struct ReviewOutcome: Sendable, Hashable {
    /// Decisions written or taken back.
    public var decisions = 0
    /// Identifiers of the actors whose place is another now, in order.
    public var placedAnew: [String] = []
}

extension ActorStore {
    /// The statuses that need a person: `outside` is an answer, these are not.
    public static let undecided: Set<GeocodingStatus> = [.ambiguous, .conflict, .unmatched]

    /// The places of the store with one of these statuses, those of most actors first, then in order of their keys.
    public func places(with statuses: Set<GeocodingStatus> = undecided) throws(StoreError) -> [ReviewedPlace] {
        try read { db in
            try Self.places(db).filter { statuses.contains($0.status) }.sorted { ($1.actorIDs.count, $0.key) < ($0.actorIDs.count, $1.key) }
        }
    }

    /// Takes decisions, and finds the places they concern again, in one transaction.
    ///
    /// - Parameters:
    ///   - verdicts: by a place's key, whole or the first digits of its short form.
    ///   - everywhere: a decision holds for every row that names the place alike, whatever its street lines.
    ///   - date: the day of the decision.
    /// - Throws: `StoreError` of kind `usage` for a key, candidate or code that is none; nothing is changed then.
    public func decide(
        _ verdicts: [(key: String, verdict: ReviewVerdict)], everywhere: Bool = false, reference: ReferenceGeography, date: CalendarDate?,
        lastChange: String
    ) throws(StoreError) -> ReviewOutcome {
        try write { db in
            let places = try Self.places(db)
            let movements = try StoredMovements.fetchAll(db)
            var outcome = ReviewOutcome()
            for (wanted, verdict) in verdicts {
                let place = try find(wanted, places, key: \.key, what: "place")
                let key = everywhere ? place.placeKey : place.key
                guard ReviewedPlace.isDecidable(key) else {
                    throw StoreError(
                        "\(quoted(wanted)): the list says too little of this place to keep a decision for", location: path,
                        remedy: "Complete the list and import it again.", kind: .usage)
                }
                let decision = PlaceDecision(key: key, outcome: try result(of: verdict, place, reference, movements))
                try StoredDecision(decision: decision, text: place.text, date: date).save(in: db)
                outcome.decisions += 1
            }
            return try finish(outcome, db, reference: reference, lastChange: lastChange)
        }
    }

    /// Takes decisions back; the evidence speaks again.
    ///
    /// - Parameter keys: of decisions, whole or the first digits of their short form.
    public func undo(_ keys: [String], reference: ReferenceGeography, lastChange: String) throws(StoreError) -> ReviewOutcome {
        try write { db in
            var outcome = ReviewOutcome()
            for wanted in keys {
                let decision = try find(wanted, try StoredDecision.fetchAll(db), key: \.decision.key, what: "decision")
                try db.execute(sql: "DELETE FROM decisions WHERE cle = ?", arguments: [decision.decision.key])
                outcome.decisions += 1
            }
            return try finish(outcome, db, reference: reference, lastChange: lastChange)
        }
    }

    /// Adds decisions taken elsewhere; those with a key that is there already replace it.
    public func add(_ decisions: [StoredDecision], reference: ReferenceGeography, lastChange: String) throws(StoreError) -> ReviewOutcome {
        try write { db in
            let known = Set(try StoredDecision.fetchAll(db))
            var outcome = ReviewOutcome()
            for decision in decisions where !known.contains(decision) {
                try decision.save(in: db)
                outcome.decisions += 1
            }
            return try finish(outcome, db, reference: reference, lastChange: lastChange)
        }
    }

    private func finish(
        _ outcome: ReviewOutcome, _ db: Database, reference: ReferenceGeography, lastChange: String
    ) throws -> ReviewOutcome {
        var outcome = outcome
        outcome.placedAnew = try Self.placeAnew(db, with: PlaceKnowledge(db).geocoder(reference))
        try Self.seal(db, reference: reference, lastChange: lastChange)
        return outcome
    }

    /// Every place of the store, in order of the first actor that writes it.
    private static func places(_ db: Database) throws -> [ReviewedPlace] {
        var places: [ReviewedPlace] = []
        var indices: [String: Int] = [:]
        for row in try ActorReader.all(db) {
            let key = row.actor.place.decisionKey
            if let index = indices[key] {
                places[index].actorIDs.append(row.actor.id)
                continue
            }
            indices[key] = places.count
            places.append(
                ReviewedPlace(
                    key: key, placeKey: row.actor.place.placeKey, text: row.actor.place.text, status: row.match.status,
                    communeCode: row.match.communeCode, departmentCode: row.match.departmentCode,
                    candidates: row.match.candidates.map(\.communeCode), actorIDs: [row.actor.id], actorName: row.actor.name))
        }
        return places
    }

    /// The one element whose key is `wanted`, or whose short key begins so.
    private func find<Element>(
        _ wanted: String, _ elements: [Element], key: (Element) -> String, what: String
    ) throws(StoreError) -> Element {
        if let element = elements.first(where: { key($0) == wanted }) { return element }
        let prefix = wanted.lowercased()
        let found = wanted.utf8.count >= 4 ? elements.filter { ReviewedPlace.shortKey(key($0)).hasPrefix(prefix) } : []
        if found.count == 1 { return found[0] }
        throw StoreError(
            found.isEmpty ? "there is no \(what) \(quoted(wanted))" : "several \(what)s begin with \(quoted(wanted))", location: path,
            remedy: what == "place" ? "geo review lists the places." : "geo review --list lists the decisions.", kind: .usage)
    }

    private func result(
        of verdict: ReviewVerdict, _ place: ReviewedPlace, _ reference: ReferenceGeography, _ movements: [CommuneMovement]
    ) throws(StoreError) -> PlaceDecision.Outcome {
        switch verdict {
        case .outside: return .outside
        case .candidate(let number):
            guard place.candidates.indices.contains(number - 1) else {
                throw StoreError(
                    "\(place.shortKey) has no candidate \(number)", location: path,
                    remedy: place.candidates.isEmpty
                        ? "It has none: give the commune's code." : "Use 1 to \(place.candidates.count), or give the commune's code.",
                    kind: .usage)
            }
            return .commune(place.candidates[number - 1])
        case .commune(let text):
            guard let code = reference.currentCommune(of: text) ?? reference.successor(of: text, by: movements) else {
                throw StoreError(
                    "\(quoted(text)) is not the code of a commune of the region", location: path,
                    remedy: "Give an INSEE code of five characters, such as 33063.", kind: .usage)
            }
            return .commune(code)
        }
    }
}

extension ReferenceGeography {
    /// The commune of the region with this code, or the one that a former commune with this code belongs to.
    func currentCommune(of text: String) -> CommuneCode? {
        guard let code = CommuneCode(text) else { return nil }
        if territory(code.rawValue, at: .commune) != nil { return code }
        return gazetteer.formerCommunes.first { $0.code == code }?.currentCode
    }
    /// The one commune of the region that holds the ground of a vanished one with this code.
    func successor(of text: String, by movements: [CommuneMovement]) -> CommuneCode? {
        guard !movements.isEmpty, let current = Movements(movements).successors[text], current.count == 1 else { return nil }
        return currentCommune(of: current[0])
    }
}
