import ArgumentParser

/// `geo import FILE` is `geo import actors FILE`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Adds the actors or the projects of a list to the store, or updates them, and finds their places.",
        discussion: """
            Without a word before the file, the list is one of actors: geo import FILE is geo import actors FILE.

            Examples:
              geo import annuaire.xlsx --store observatoire.gpkg --dry-run
              geo import liste.csv --store observatoire.gpkg --column commune=Ville --publish
              geo import projects projets.csv --store observatoire.gpkg --column porteur=Association
            """,
        subcommands: [ImportActorsCommand.self, ImportProjectsCommand.self], defaultSubcommand: ImportActorsCommand.self)
}
