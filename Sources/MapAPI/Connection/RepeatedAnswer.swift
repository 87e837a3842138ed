internal import Glibc
internal import NIOCore
internal import Synchronization

/// An answer as it went out on a connection, to go out again: its bytes, of which only the date changes.
final class RepeatedAnswer: Sendable {
    /// What the answer was to, and what it was made of.
    struct Origin: Sendable {
        /// Path of the route.
        let route: String
        let status: Int
        let method: String
        /// As it stands in the log.
        let path: String
        /// Of the representation, and bytes of its body.
        let number: Int
        let length: Int

        init(route: String, status: Int, method: String, path: String, _ representation: Representation) {
            self.route = route
            self.status = status
            self.method = method
            self.path = path
            number = representation.number
            length = representation.body.readableBytes
        }
    }

    /// What goes out after the head.
    enum Body: Sendable {
        /// There is none, or the head holds it.
        case none
        case buffer(ByteBuffer)
        case file(MemoryFile)

        var cost: Int {
            switch self {
            case .none: 0
            case .buffer(let buffer): buffer.storageCapacity
            case .file(let file): file.length
            }
        }
    }

    let origin: Origin
    /// Bytes of the body.
    let length: Int
    let body: Body
    private let datePlace: Int
    private let head: Mutex<(second: Int, bytes: ByteBuffer)>

    /// A body up to this size is copied behind the head, so that both go out in one piece.
    private static let smallBody = 4096
    /// One from this size on lies in a file of its own, so that sending does not copy it.
    private static let largeBody = 64 << 10

    /// - Parameters:
    ///   - parts: the head, and the body where there is one; `nil` when they are anything else.
    ///   - sharedBody: the body of other answers of the same representation.
    init?(_ parts: [ByteBuffer], _ origin: Origin, sharedBody: Body?) {
        guard let first = parts.first, parts.count <= 2 else { return nil }
        let bytes = first.readableBytesView
        guard bytes.suffix(4).elementsEqual("\r\n\r\n".utf8), let date = Self.datePlace(first),
            bytes.dropFirst(date).prefix(while: { $0 != UInt8(ascii: "\r") }).count == HTTPDate.length
        else { return nil }
        let rest = parts.count == 2 ? parts[1] : ByteBuffer()
        let isSmall = rest.readableBytes <= Self.smallBody
        guard rest.readableBytes == 0 || rest.readableBytes == origin.length else { return nil }
        var head = ByteBufferAllocator().buffer(capacity: first.readableBytes + (isSmall ? rest.readableBytes : 0))
        head.writeImmutableBuffer(first)
        if isSmall {
            head.writeImmutableBuffer(rest)
            body = .none
        } else if let sharedBody {
            body = sharedBody
        } else if rest.readableBytes >= Self.largeBody, let file = MemoryFile(rest) {
            body = .file(file)
        } else {
            body = .buffer(rest)
        }
        // Stamped before it goes out.
        self.head = Mutex((0, head))
        datePlace = date
        length = rest.readableBytes
        self.origin = origin
    }

    /// Where the date stands in a head, counted from its first byte.
    private static func datePlace(_ head: ByteBuffer) -> Int? {
        let field = Array("\r\nDate: ".utf8)
        return head.withUnsafeReadableBytes { head in
            guard let start = head.baseAddress, head.count >= field.count else { return nil }
            return (0...head.count - field.count).first { memcmp(start + $0, field, field.count) == 0 }.map { $0 + field.count }
        }
    }

    /// The head, with the date of this second.
    func stampedHead() -> ByteBuffer {
        let now = time(nil)
        return head.withLock { head in
            if head.second != now {
                head.bytes.setString(HTTPDate(seconds: now).description, at: datePlace)
                head.second = now
            }
            return head.bytes
        }
    }

    /// Bytes it holds in memory beside its body, about.
    var cost: Int { head.withLock { $0.bytes.storageCapacity } + 512 }
}
