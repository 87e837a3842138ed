import ArgumentParser
import Foundation
import GeoCore
import GeoStore

/// The observatory's store, named or from the environment.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The observatory's GeoPackage; else the variable GEO_STORE.", valueName: "file"))
    var store: String?

    /// The path given, or that of the environment; `nil` when there is neither.
    var path: String? { store ?? ProcessInfo.processInfo.environment["GEO_STORE"].flatMap { $0.isEmpty ? nil : $0 } }

    /// What the store's places are found with, beside the reference; nothing without a store.
    func knowledge() throws -> PlaceKnowledge {
        guard let path else { return PlaceKnowledge() }
        return try ActorStore(path: path).knowledge()
    }

    /// - Throws: `QueryError` when no store is named.
    func required() throws -> ActorStore {
        guard let path else {
            throw QueryError(parameter: "store", problem: "no store is named", remedy: "Give --store FILE, or set the variable GEO_STORE.")
        }
        return ActorStore(path: path)
    }
}

/// The moment of a change, noted in the store: the only reading of the clock.
enum ChangeDate {
    /// ISO date and time, UTC, as GeoPackage writes it.
    static var now: String { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }

    static var today: CalendarDate? { CalendarDate(now) }
}
