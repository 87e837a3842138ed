import ArgumentParser
import GeoCore
import GeoStore

/// How a list is read: the same options wherever a command takes one.
struct TableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of a workbook, the sheet's name or number; else the first that is not hidden.", valueName: "sheet"))
    var sheet: String?

    @Option(help: ArgumentHelp("What a column means, when its header does not say: commune=Ville. Repeatable.", valueName: "meaning=header"))
    var column: [String] = []

    @Option(help: ArgumentHelp("INSEE's v_mvt_commune_AAAA.csv: the names and codes of communes that vanished since 1943.", valueName: "file"))
    var movements: String?

    /// The movements of the file named; `nil` when none is.
    func readMovements() throws -> [CommuneMovement]? { try movements.map { try MovementsLoader.load($0) } }

    /// Where a store answers no list is read, and its own movements count: others would place its actors otherwise than they stand in it.
    func refuse(besides store: String) throws {
        if movements != nil {
            throw QueryError(
                parameter: "movements", problem: "it does not go with a store, which keeps its own",
                remedy: "Give the file to geo import FILE --store \(store).")
        }
        let given = [("sheet", sheet != nil), ("column", !column.isEmpty)].first { $0.1 }
        if let given { throw QueryError(parameter: given.0, problem: "it does not go with a store", remedy: "It says how a list is read.") }
    }
}
