public import GeoCore
internal import GRDB

/// What a geocoder goes by beside the reference: what became of communes, and what reviewers decided. Two commands that have the same
/// reference and the same knowledge give the same answer.
public struct PlaceKnowledge: Sendable, Hashable {
    /// INSEE's file, row by row; empty when none is known.
    public var movements: [CommuneMovement]
    public var decisions: [PlaceDecision]

    public init(movements: [CommuneMovement] = [], decisions: [PlaceDecision] = []) {
        self.movements = movements
        self.decisions = decisions
    }

    /// - Parameters:
    ///   - reference: with the boundaries of the communes when coordinates are to be placed.
    ///   - rows: how many will be placed at once, as far as that is known.
    public func geocoder(_ reference: ReferenceGeography, rows: Int = 0) -> Geocoder {
        Geocoder(reference: reference, movements: Movements(movements), decisions: decisions, isForMany: rows > 1000)
    }
}

extension PlaceKnowledge {
    /// That of a store.
    init(_ db: Database) throws {
        self.init(movements: try StoredMovements.fetchAll(db), decisions: try StoredDecision.fetchAll(db).map(\.decision))
    }
}
