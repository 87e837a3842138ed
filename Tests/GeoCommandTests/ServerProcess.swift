import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A running `geo serve` on a free port of this machine; ended with the test.
final class ServerProcess: Sendable {
    private let process: Mutex<Process>
    let port: Int
    private let folder: TemporaryFolder

    /// What it has written on standard error so far.
    func log() throws -> String { try String(contentsOf: folder.url.appendingPathComponent("stderr"), encoding: .utf8) }

    struct NotStarted: Error { let log: String }

    init(_ arguments: [String] = []) throws {
        folder = try TemporaryFolder()
        let log = URL(fileURLWithPath: try folder.file("stderr", ""))
        let process = Process()
        process.executableURL = CommandRunner.executable
        process.arguments = ["serve", "--port", "0", "--data", CommandRunner.root.appendingPathComponent("geodata").path] + arguments
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var found: Int?
        for _ in 0..<600 where found == nil && process.isRunning {
            Thread.sleep(forTimeInterval: 0.05)
            let text = try String(contentsOf: log, encoding: .utf8)
            if let place = text.range(of: "http://127.0.0.1:") { found = Int(text[place.upperBound...].prefix { $0.isNumber }) }
        }
        guard let found else {
            process.terminate()
            throw NotStarted(log: try String(contentsOf: log, encoding: .utf8))
        }
        port = found
        self.process = Mutex(process)
    }

    deinit { stop() }

    func send(signal: Int32) { process.withLock { _ = kill($0.processIdentifier, signal) } }

    /// Asks the server to end, and waits for it.
    ///
    /// - Returns: its exit status; `nil` when a signal ended it.
    @discardableResult func stop() -> Int32? {
        process.withLock { process in
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : nil
        }
    }

    /// The body and status of a GET; `target` begins with a slash and is percent-encoded.
    func get(_ target: String) async throws -> (status: Int, body: Data) {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(target)") else { throw URLError(.badURL) }
        let (body, response) = try await URLSession.shared.data(from: url)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, body)
    }
}
