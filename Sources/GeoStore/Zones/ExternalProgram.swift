internal import Foundation
internal import GeoCore
internal import Glibc
internal import Synchronization

/// Runs another program and takes what it prints, bounded in time: one that falls silent is stopped.
package struct ExternalProgram: Sendable {
    /// Where programs are looked for, and how long they may say nothing.
    package struct Surroundings: Sendable {
        /// Folders, separated by colons.
        package var path: String
        /// Seconds without a byte after which a program is stopped.
        package var silenceLimit: Double

        package init(
            path: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", silenceLimit: Double = 120
        ) {
            self.path = path
            self.silenceLimit = silenceLimit
        }
    }

    let name: String
    /// Debian's package that holds it.
    let package: String
    let surroundings: Surroundings

    /// - Returns: all of its standard output.
    /// - Throws: `ImportError`: of kind `unavailable` when the program is not installed or was stopped, `badData` with its own words when it
    ///   fails.
    func output(_ arguments: [String], about file: String) throws(ImportError) -> [UInt8] {
        var output: [UInt8] = []
        try run(arguments, about: file) { output.append(contentsOf: $0) }
        return output
    }

    /// - Parameter take: gets the output piece by piece, as it comes.
    func run(_ arguments: [String], about file: String, take: (UnsafeBufferPointer<UInt8>) -> Void) throws(ImportError) {
        guard let path = path else {
            throw ImportError(
                "\(name), which reads this format, is not installed", location: file,
                remedy: "Install GDAL (Debian: apt-get install \(package)), or export the layer as GeoJSON or GeoPackage.", kind: .unavailable)
        }
        let process = Process()
        let output = Pipe()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch {
            throw ImportError("\(path) cannot be started: \(error.localizedDescription)", location: file, kind: .unavailable)
        }
        // Foundation closes the writing ends of the parent once the process runs.
        let said = readAll(output.fileHandleForReading.fileDescriptor, errors.fileHandleForReading.fileDescriptor, take)
        if said.isSilent {
            stop(process)
            throw ImportError(
                "\(name) said nothing for \(Int(surroundings.silenceLimit)) seconds and was stopped", location: file,
                remedy: "Try \(name) by itself, or export the layer as GeoJSON or GeoPackage.", kind: .unavailable)
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let words = said.errors.isEmpty ? "it gave no reason (status \(process.terminationStatus))" : said.errors
            throw ImportError("\(name) cannot read it: \(words)", location: file, remedy: "Check the file with: ogrinfo -al -so FILE.")
        }
    }

    /// Where the program is, along PATH.
    private var path: String? {
        surroundings.path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Reads both pipes until both end, or until neither has said anything for too long.
    private func readAll(_ output: Int32, _ errors: Int32, _ take: (UnsafeBufferPointer<UInt8>) -> Void) -> (errors: String, isSilent: Bool) {
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var open = [output, errors]
        while !open.isEmpty {
            var waiting = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let ready = poll(&waiting, UInt(waiting.count), Int32(surroundings.silenceLimit * 1000))
            if ready < 0, errno == EINTR { continue }
            if ready <= 0 { return (Self.words(said), true) }
            for descriptor in waiting where descriptor.revents != 0 {
                let count = read(descriptor.fd, &buffer, buffer.count)
                if count <= 0 {
                    open.removeAll { $0 == descriptor.fd }
                } else if descriptor.fd == output {
                    buffer.withUnsafeBufferPointer { take(UnsafeBufferPointer(rebasing: $0[..<count])) }
                } else if said.count < 64 << 10 {
                    said += buffer[..<count]
                }
            }
        }
        return (Self.words(said), false)
    }

    /// What it said, in one line and not too long.
    private static func words(_ said: [UInt8]) -> String {
        let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
        return String(lines.joined(separator: " ").prefix(600))
    }

    private func stop(_ process: Process) {
        process.terminate()
        for _ in 0..<20 where process.isRunning { usleep(100_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}
