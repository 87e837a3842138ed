internal import NIOCore
internal import NIOHTTP1

/// Refuses a request of HTTP/1.1 that does not name its host once, as RFC 9112 (section 3.2) asks: what follows on the connection is not read.
///
/// Stands before the head loses its version on its way to the handlers.
final class HostHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), (head.version.major, head.version.minor) >= (1, 1), head.headers["host"].count != 1 {
            isRefused = true
            // Answered as every request that is none: in its turn, with 400, and the connection ends.
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            return
        }
        context.fireChannelRead(data)
    }
}
