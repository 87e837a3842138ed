import Foundation

/// Measures geo, alone: `make bench`. One line a figure; medians of several runs, because machines are noisy.
@main
struct Benchmarks {
    static func main() throws {
        let wanted = Set(CommandLine.arguments.dropFirst())
        func asked(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
        if asked("cold") { try coldStart() }
        if asked("join") { try join() }
        if asked("indicators") { try indicators() }
        if asked("geocoding") {
            try geocoding()
            try geocodingFiles()
        }
        if asked("maps") { try maps() }
        if asked("names"), let path = ProcessInfo.processInfo.environment["GEO_BENCH_NAMES"] { try geocodingNames(path) }
    }

    /// The root of the working copy, and the command built in it.
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let command = repository.appendingPathComponent(".build/release/geo").path

    static func report(_ name: String, _ figure: String) {
        print("\(name)\t\(figure)")
    }
}
