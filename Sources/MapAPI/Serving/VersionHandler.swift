internal import NIOCore
internal import NIOHTTP1

/// Sees to what depends on the version of HTTP, before the head loses it on its way to the handlers.
///
/// A request of HTTP/1.1 that does not name its host once is refused, as RFC 9112 (section 3.2) asks: what follows on the connection is not read. The
/// connection of a client of HTTP/1.0 that does not ask to keep it is closed after the answer: some take its end for that of the answer.
final class VersionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isRefused = false

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
            context.fireChannelRead(data)
        } else {
            if !head.isKeepAlive { head.headers.replaceOrAdd(name: "connection", value: "close") }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        }
    }
}
