internal import NIOCore
internal import NIOHTTP1

/// Sees to what depends on how a request was written, before its head loses that on its way to the handlers.
///
/// A request of HTTP/1.1 that does not name its host once is refused, as RFC 9112 (section 3.2) asks: what follows on the connection is not read. The
/// connection of a client of HTTP/1.0 that does not ask to keep it is closed after the answer: some take its end for that of the answer. Of a
/// request whose first line is longer than what is decoded, that line is passed on as far as it has come, as the last request of the connection:
/// it is answered as every URL that is too long. So is a request whose method the decoder does not know, as every method that is not allowed.
final class VersionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let conversation: Conversation
    private var isRefused = false

    init(_ conversation: Conversation) { self.conversation = conversation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        if (head.version.major, head.version.minor) >= (1, 1) {
            guard head.headers["host"].count == 1 else {
                isRefused = true
                // Answered as every request that is none: in its turn, with 400, and the connection ends.
                context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
                return
            }
        }
        // In the letters that Hummingbird knows.
        if !head.isKeepAlive { head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The decoder has no error of its own for it.
        guard !isRefused, let head = headOfLongLine ?? headOfUnknownMethod(error) else { return context.fireErrorCaught(error) }
        isRefused = true
        context.fireChannelRead(wrapInboundOut(.head(head)))
        context.fireChannelRead(wrapInboundOut(.end(nil)))
    }

    private var headOfLongLine: HTTPRequestHead? {
        guard !conversation.isReceiving, let line = conversation.unfinishedLine, line.readableBytes > HeaderBounds.decoded else { return nil }
        return Self.head(line.readableBytesView)
    }

    /// Only of what begins a request by itself: of several that came together, it is not known which is at fault.
    private func headOfUnknownMethod(_ error: any Error) -> HTTPRequestHead? {
        guard (error as? HTTPParserError) == .invalidMethod, let bytes = conversation.beginning?.readableBytesView else { return nil }
        let words = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[1].first == UInt8(ascii: "/"), words[2].starts(with: "HTTP/1.".utf8),
            words[0].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) || $0 == UInt8(ascii: "-") })
        else { return nil }
        return Self.head(bytes[words[0].startIndex..<words[1].endIndex])
    }

    /// Of a line that has no end: `nil` when it does not begin with a method and a target.
    private static func head(_ line: ByteBufferView) -> HTTPRequestHead? {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard words.count == 2, words[0].count <= 20, let method = String(validating: words[0], as: UTF8.self) else { return nil }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method), uri: String(decoding: words[1], as: UTF8.self),
            headers: ["host": "", "connection": "close"])
    }
}
