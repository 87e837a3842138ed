internal import ArgumentParser
internal import GeoStore

/// `geo reference prepare`: what every start would make of the reference again, made once.
struct ReferencePrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Keep what every start makes of the reference in a file beside it, so that geo starts sooner.",
        discussion: """
            The file is good for this build of geo and the reference as it is now; after a change of either geo answers without it, more slowly, until it \
            is prepared again. It holds nothing that the reference does not, and may be deleted.

            Example:
              geo reference prepare
            """)

    @OptionGroup var location: DataLocation

    @Flag(help: "No messages but errors.")
    var quiet = false

    func run() throws {
        let reference = try location.directory().reference
        if PreparedReference.isCurrent(of: reference) {
            return Terminal.note("\(PreparedReference.path(of: reference)): is of this build and this reference", quiet: quiet)
        }
        let (path, size) = try PreparedReference.write(of: reference)
        Terminal.note("\(path): \((size + 500_000) / 1_000_000) MB", quiet: quiet)
    }
}
