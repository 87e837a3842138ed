internal import ArgumentParser
internal import Foundation
internal import GeoCore

/// The `geo` command: parses the arguments, runs one subcommand, turns what fails into a message and an exit status.
@main struct Geo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geo", abstract: "Territorial coverage of the actors of a region.", subcommands: [ReferenceCommand.self])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as any Diagnostic {
            FileHandle.standardError.write(Data("geo: \(error.rendered)\n".utf8))
            Foundation.exit(error.kind.exitStatus)
        } catch {
            exit(withError: error)
        }
    }
}

extension DiagnosticKind {
    /// The exit status of the contract (sysexits.h).
    var exitStatus: Int32 {
        switch self {
        case .usage: 64
        case .badData: 65
        case .inputMissing: 66
        case .unavailable: 69
        case .internalFault: 70
        case .cannotWrite: 73
        case .checkFailed: 1
        }
    }
}
