internal import ArgumentParser

/// `geo reference`: the reference geography.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "The reference geography: what it is, how it is rebuilt, whether it is sound, how it is made ready.",
        discussion: """
            Example:
              geo reference info
            """,
        subcommands: [ReferenceInfoCommand.self, ReferenceBuildCommand.self, ReferenceVerifyCommand.self, ReferencePrepareCommand.self],
        defaultSubcommand: ReferenceInfoCommand.self)
}
