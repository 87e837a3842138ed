import Foundation
import GeoCore
import Logging

/// How `geo serve` writes its log.
enum LogFormat: String, CaseIterable {
    /// One JSON object a line, for programs.
    case json
    /// One line of text, for a person who looks on.
    case text
}

/// Writes each event as one line of JSON on standard error: `time` (UTC), `level`, `message`, then what the event tells by name.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { write(Self.line(event, metadata: metadata, time: Self.now)) }

    /// - Parameter metadata: of the logger; those of the event win.
    static func line(_ event: LogEvent, metadata: Logger.Metadata, time: String) -> [UInt8] {
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        var members: [(String, PropertyValue)] = [
            ("time", .text(time)), ("level", .text(event.level.rawValue)), ("message", .text(event.message.description)),
        ]
        for (name, value) in all.sorted(by: { $0.key < $1.key }) { members.append((Self.name(name), .text(value.description))) }
        var sink = ByteSink(reservingCapacity: 256)
        sink.append("{")
        sink.appendJSONMembers(members)
        sink.append("}\n")
        return sink.bytes
    }

    /// What the server's framework calls its request identifier is that of the answers.
    private static func name(_ name: String) -> String { name == "hb.request.id" ? "request_id" : name }

    /// `2026-07-01T12:00:00.123Z`.
    private static var now: String {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        var parts = tm()
        gmtime_r(&moment.tv_sec, &parts)
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let day = "\(digits(Int(parts.tm_year) + 1900, 4))-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
        let clock = "\(digits(Int(parts.tm_hour), 2)):\(digits(Int(parts.tm_min), 2)):\(digits(Int(parts.tm_sec), 2))"
        return "\(day)T\(clock).\(digits(moment.tv_nsec / 1_000_000, 3))Z"
    }

    /// In one call, so that lines of several threads do not run into each other.
    private func write(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            // A log that nobody takes any more does not stop the service.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
