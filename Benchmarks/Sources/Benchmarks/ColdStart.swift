import Foundation

extension Benchmarks {
    /// The command from process start to exit, as a person waits for it: wall time and the largest memory it held.
    static func coldStart() throws {
        let commands = [
            ["coverage", "--dept", "33"], ["coverage", "--level", "commune", "--format", "geojson"],
            ["map", "--level", "commune", "--indicator", "acteurs_pour_10000_hab"],
        ]
        for arguments in commands {
            var seconds: [Double] = []
            var memory: [Int] = []
            for _ in 0..<15 {
                let run = try measure(command, arguments + ["-o", "/dev/null"])
                seconds.append(run.seconds)
                memory.append(run.kilobytes)
            }
            report(
                "cold: geo " + arguments.joined(separator: " "),
                "\(milliseconds(median(seconds))), \(median(memory) / 1024) MB at most (median of \(seconds.count))")
        }
    }

    /// A file written part by part, so that this process stays small.
    static func write(_ header: Data, _ parts: some Sequence<Data>, to file: URL) throws {
        try header.write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        for part in parts { try handle.write(contentsOf: part) }
        try handle.close()
    }

    static func median<Value: Comparable>(_ values: [Value]) -> Value { values.sorted()[values.count / 2] }

    static func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }

    /// Runs a command and waits; wall seconds and peak resident memory of that process alone.
    static func measure(_ path: String, _ arguments: [String]) throws -> (seconds: Double, kilobytes: Int) {
        var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        argv.append(nil)
        defer { for case let argument? in argv { free(argument) } }
        let clock = ContinuousClock()
        let start = clock.now
        var pid = pid_t()
        guard posix_spawn(&pid, path, nil, nil, argv, environ) == 0 else { throw Failure(text: "\(path) cannot be started: run make build first") }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(pid, &status, 0, &usage) == pid, status == 0 else { throw Failure(text: "geo \(arguments.joined(separator: " ")) failed") }
        let elapsed = (clock.now - start).components
        return (Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18, usage.ru_maxrss)
    }

    struct Failure: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
