internal import ArgumentParser

struct ReferenceInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "info", abstract: "Print what the reference geography is made of.")
    func run() throws {}
}
struct ReferenceVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "v.")
    func run() throws {}
}
