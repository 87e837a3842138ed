public import GeoCore
internal import GRDB

/// A reviewer's decision as the store keeps it.
public struct StoredDecision: Sendable, Hashable {
    public let decision: PlaceDecision
    /// The place as the list wrote it when it was decided: for people.
    public let text: String
    /// The day it was taken, as the caller gave it.
    public let date: CalendarDate?

    public init(decision: PlaceDecision, text: String, date: CalendarDate?) {
        self.decision = decision
        self.text = text
        self.date = date
    }

    /// The words of the column `decision`.
    var outcome: (word: String, code: String?) {
        switch decision.outcome {
        case .commune(let code): ("commune", code.rawValue)
        case .outside: ("hors_region", nil)
        case .unmatched: ("sans_lieu", nil)
        }
    }

    /// - Returns: `nil` for a word that is none, or a commune without its code.
    static func outcome(word: String, code: String?) -> PlaceDecision.Outcome? {
        switch word {
        case "commune": code.flatMap { CommuneCode($0) }.map { .commune($0) }
        case "hors_region": .outside
        case "sans_lieu": .unmatched
        default: nil
        }
    }

    static func fetchAll(_ db: Database) throws -> [StoredDecision] {
        try Row.fetchAll(db, sql: "SELECT cle, decision, code_insee, texte, date FROM decisions ORDER BY cle").map { row in
            guard let outcome = outcome(word: row[1], code: row[2]) else {
                throw GeometryError("the decision \(quoted(row[0] as String)) has a value that this version does not know")
            }
            return StoredDecision(
                decision: PlaceDecision(key: row[0], outcome: outcome), text: row[3], date: (row[4] as String?).flatMap { CalendarDate($0) })
        }
    }

    func save(in db: Database) throws {
        let (word, code) = outcome
        try db.execute(
            sql: """
                INSERT INTO decisions (cle, decision, code_insee, texte, date) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (cle) DO UPDATE SET decision = excluded.decision, code_insee = excluded.code_insee, texte = excluded.texte,
                date = excluded.date
                """, arguments: [decision.key, word, code, text, date?.description])
    }
}
