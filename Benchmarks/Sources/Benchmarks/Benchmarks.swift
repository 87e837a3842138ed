import Foundation

/// Measures geo, alone: `make bench`. One line a figure; medians of several runs, because machines are noisy.
@main
struct Benchmarks {
    private static let sections: [(name: String, run: @Sendable () throws -> Void)] = [
        ("cold", coldStart), ("join", join), ("indicators", indicators), ("geocoding", geocoding), ("maps", maps), ("tiles", tiles),
        ("names", geocodingNames),
    ]

    /// Without arguments every section, each in a process of its own: what a command holds at most is told by the system as at least what the
    /// process that starts it held.
    static func main() throws {
        let wanted = CommandLine.arguments.dropFirst()
        for name in wanted {
            guard let section = sections.first(where: { $0.name == name }) else {
                throw Failure(text: "\(name) is none of: \(sections.map(\.name).joined(separator: ", "))")
            }
            try section.run()
        }
        guard wanted.isEmpty else { return }
        for section in sections { _ = try measure("/proc/self/exe", [section.name]) }
    }

    /// The root of the working copy, and the command built in it.
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let command = repository.appendingPathComponent(".build/release/geo").path

    static func report(_ name: String, _ figure: String) {
        print("\(name)\t\(figure)")
    }
}
