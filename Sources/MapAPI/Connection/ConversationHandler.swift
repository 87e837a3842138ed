internal import NIOCore
internal import NIOHTTP1

/// Follows the requests and answers of a connection, and closes it when no request has come for too long.
///
/// The time runs from the opening, from the last part of a request (its head counts when it is whole: nobody gains time by sending it letter by
/// letter) and from the end of an answer; it does not run while an answer is being made or waits to be sent: the next request may be waiting too.
final class ConversationHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart

    private let conversation: Conversation
    private let idleTimeout: TimeAmount
    private var alarm: Scheduled<Void>?

    init(_ conversation: Conversation, idleTimeout: TimeAmount) {
        self.conversation = conversation
        self.idleTimeout = idleTimeout
    }

    func channelActive(context: ChannelHandlerContext) {
        conversation.stir()
        watch(context, from: conversation.lastActive)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        conversation.stir()
        switch unwrapInboundIn(data) {
        case .head(let head):
            conversation.begin()
            // After the last request of a connection, or one for another protocol, nothing more is read.
            if !head.isKeepAlive || Self.closes(head.headers) || head.method == .CONNECT || head.headers.contains(name: "upgrade") {
                conversation.finish()
            }
        case .body: break
        case .end: conversation.receivedEnd()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        conversation.finish()
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): if Self.closes(head.headers) { conversation.finish() }
        case .body: break
        case .end:
            conversation.answered()
            conversation.stir()
        }
        context.write(data, promise: promise)
    }

    private static func closes(_ headers: HTTPHeaders) -> Bool {
        headers[canonicalForm: "connection"].contains { $0.lowercased() == "close" }
    }

    private func watch(_ context: ChannelHandlerContext, from moment: NIODeadline) {
        alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: moment + idleTimeout) {
            if self.conversation.isAnswering || !context.channel.isWritable {
                self.watch(context, from: .now())
            } else if NIODeadline.now() >= self.conversation.lastActive + self.idleTimeout {
                context.close(promise: nil)
            } else {
                self.watch(context, from: self.conversation.lastActive)
            }
        }
    }
}
