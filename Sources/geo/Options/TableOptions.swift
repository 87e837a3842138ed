import ArgumentParser
import GeoCore
import GeoStore

/// How a table is read: the same options wherever a command takes one.
struct TableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of a workbook, the sheet's name or number; else the first that is not hidden.", valueName: "sheet"))
    var sheet: String?

    @Option(help: ArgumentHelp("What a column means, when its header does not say: commune=Ville. Repeatable.", valueName: "meaning=header"))
    var column: [String] = []

    /// Where a store answers no list is read.
    func refuse(besides store: String) throws {
        let given = [("sheet", sheet != nil), ("column", !column.isEmpty)].first { $0.1 }
        if let given { throw QueryError(parameter: given.0, problem: "it does not go with a store", remedy: "It says how a list is read.") }
    }
}

/// What became of vanished communes.
struct MovementsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("INSEE's v_mvt_commune_AAAA.csv: the names and codes of communes that vanished since 1943.", valueName: "file"))
    var movements: String?

    /// Those of the file named; `nil` when none is.
    func read() throws -> [CommuneMovement]? { try movements.map { try MovementsLoader.load($0) } }

    /// Where a store answers, its own movements count: others would place its actors otherwise than they stand in it.
    func refuse(besides store: String) throws {
        guard movements != nil else { return }
        throw QueryError(
            parameter: "movements", problem: "it does not go with a store, which keeps its own",
            remedy: "Give the file to geo import FILE --store \(store).")
    }
}
