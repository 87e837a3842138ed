import ArgumentParser
import GeoCore

@main
struct Geo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geo",
        abstract: "Places the actors of Nouvelle-Aquitaine in their communes, computes coverage indicators, draws and serves them.",
        discussion: """
            Data goes to standard output (or -o FILE), messages to standard error. With no list named, the fictional sample shipped with geo answers.

            Exit codes: 0 done, 1 a check asked for was not met, 64 usage, 65 bad data, 66 input missing, 69 unavailable, 73 output cannot be \
            written, 70 a bug.
            """,
        version: "0.1.0",
        subcommands: [
            CoverageCommand.self, GeocodeCommand.self, JoinCommand.self, MapCommand.self, TilesCommand.self, ServeCommand.self, ImportCommand.self,
            ReviewCommand.self, ExportCommand.self, ReferenceCommand.self,
        ])

    /// Runs the command and turns every failure into a message and the exit status it stands for.
    static func main() async {
        do {
            var command = try parseAsRoot()
            try RepeatedOptions.refuse(command, Array(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as QueryError {
            Terminal.error("--" + error.rendered)
            exit(withError: ExitCode(error.kind.exitStatus))
        } catch let error as any Diagnostic {
            Terminal.error(error.rendered)
            exit(withError: ExitCode(error.kind.exitStatus))
        } catch {
            exit(withError: error)
        }
    }
}

extension DiagnosticKind {
    /// The exit status of `sysexits.h` that the contract names.
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
