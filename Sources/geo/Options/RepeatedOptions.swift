import ArgumentParser
import Foundation
import GeoCore

/// Options that count once, given more often: the parser would take the last and say nothing. The server refuses the same.
enum RepeatedOptions {
    /// What the parser tells of a command, as far as it matters here.
    private struct Tool: Decodable {
        struct Command: Decodable { let arguments: [Argument]? }
        struct Argument: Decodable {
            let isRepeating: Bool
            let names: [Name]?
        }
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let command: Command
    }

    /// - Parameter arguments: of the process, without its name.
    /// - Throws: `QueryError` for the first of them, by its long name.
    static func refuse(_ command: any ParsableCommand, _ arguments: [String]) throws(QueryError) {
        var counts: [String: Int] = [:]
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
            counts[String(argument.prefix { $0 != "=" }), default: 0] += 1
        }
        guard counts.contains(where: { $0.value > 1 }),
            let tool = try? JSONDecoder().decode(Tool.self, from: Data(type(of: command)._dumpHelp().utf8))
        else { return }
        for argument in tool.command.arguments ?? [] where !argument.isRepeating {
            let names = argument.names ?? []
            let count = names.reduce(0) { $0 + (counts[($1.kind == "long" ? "--" : "-") + $1.name] ?? 0) }
            if count > 1, let name = names.first(where: { $0.kind == "long" })?.name {
                throw QueryError(parameter: name, problem: "given \(count) times", remedy: "Give it once.")
            }
        }
    }
}
