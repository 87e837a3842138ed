import Foundation
import Glibc

/// Sockets block: they do so on a thread of their own, not on one that the server needs.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

struct ConnectionError: Error {
    let text: String
    /// Of `errno`, where the system refused something.
    var number: Int32?
}

/// A client that does exactly what it is told, on one blocking socket; used by one thread at a time.
final class Connection: @unchecked Sendable {
    struct Response: Sendable {
        var status: Int
        /// The lines of the head as they came, without the date.
        var head: [String]
        var fields: [String: String]
        var body: [UInt8]
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        // What is sent in pieces comes in pieces.
        var now: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &now, socklen_t(MemoryLayout<Int32>.size))
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard status == 0 else {
            let number = errno
            close(descriptor)
            throw ConnectionError(text: "connect: errno \(number)", number: number)
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw ConnectionError(text: "send: errno \(errno)")
        }
    }

    /// Tells the other side that nothing more is sent.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Nothing when the other side has closed.
    private func more() throws -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count >= 0 else { throw ConnectionError(text: "recv: errno \(errno)") }
        return Array(chunk.prefix(count))
    }

    /// Everything up to the end of the connection.
    func rest() throws -> [UInt8] {
        while true {
            let chunk = try more()
            if chunk.isEmpty { break }
            buffer += chunk
        }
        defer { buffer = [] }
        return buffer
    }

    /// Waits for the first bytes of an answer.
    func wait() throws { buffer = try receive(atLeast: buffer.count + 1) }

    private func receive(atLeast count: Int) throws -> [UInt8] {
        while buffer.count < count {
            let chunk = try more()
            guard !chunk.isEmpty else { throw ConnectionError(text: "closed after \(buffer.count) bytes") }
            buffer += chunk
        }
        defer { buffer = [] }
        return buffer
    }

    /// The next response, read by its Content-Length.
    func response(hasBody: Bool = true) throws -> Response {
        let end = Array("\r\n\r\n".utf8)
        var headEnd = buffer.firstRange(of: end)
        while headEnd == nil {
            buffer = try receive(atLeast: buffer.count + 1)
            headEnd = buffer.firstRange(of: end)
        }
        guard let headEnd else { throw ConnectionError(text: "no head") }
        let lines = String(decoding: buffer[..<headEnd.lowerBound], as: UTF8.self).split(separator: "\r\n")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        let length = hasBody ? fields["content-length"].flatMap { Int($0) } ?? 0 : 0
        let whole = headEnd.upperBound + length
        if buffer.count < whole { buffer = try receive(atLeast: whole) }
        let body = Array(buffer[headEnd.upperBound..<whole])
        buffer.removeFirst(whole)
        let status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        let head = lines.filter { !$0.lowercased().hasPrefix("date:") }.map(String.init)
        return Response(status: status, head: head, fields: fields, body: body)
    }
}
