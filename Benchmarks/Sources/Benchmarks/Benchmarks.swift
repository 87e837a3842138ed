/// Measures geo, alone: `make bench`. One line a figure; medians of several runs, because machines are noisy.
@main
struct Benchmarks {
    static func main() throws {
        let wanted = Set(CommandLine.arguments.dropFirst())
        func asked(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
        if asked("cold") { try coldStart() }
        if asked("join") { try join() }
    }

    static func report(_ name: String, _ figure: String) {
        print("\(name)\t\(figure)")
    }
}
