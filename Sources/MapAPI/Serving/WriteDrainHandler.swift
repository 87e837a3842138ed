internal import NIOCore
internal import NIOHTTP1

/// Sees to it that an answer reaches a slow reader whole: a connection that is to be closed, because it is idle or the server stops, is closed
/// once what was written has been sent. A reader that takes nothing for `stallLimit` is cut.
final class WriteDrainHandler: ChannelOutboundHandler, RemovableChannelHandler {
    // Passed on unread.
    typealias OutboundIn = Never

    private let stallLimit: TimeAmount
    private var pending = 0
    private var completed = 0
    private var isWatching = false
    /// Asked for, and waiting for what is pending.
    private var isClosing = false
    private var closePromises: [EventLoopPromise<Void>] = []

    init(stallLimit: TimeAmount) { self.stallLimit = stallLimit }

    /// A connection that is closed here is closed for its client. What is to be known of a request before it becomes an `HTTPRequest` is looked at
    /// where that happens.
    func handlerAdded(context: ChannelHandlerContext) {
        context.channel.refuseInheritance()
        let pipeline = context.pipeline.syncOperations
        guard let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) else { return }
        try? pipeline.addHandler(VersionHandler(), position: .after(decoder))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
        pending += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.pending -= 1
            self.completed += 1
            if self.pending == 0 && self.isClosing { self.closeNow(context) }
        }
        context.write(data, promise: promise)
        watch(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, pending > 0 else { return context.close(mode: mode, promise: promise) }
        isClosing = true
        if let promise { closePromises.append(promise) }
        context.flush()
    }

    private func closeNow(_ context: ChannelHandlerContext) {
        let closed = context.eventLoop.makePromise(of: Void.self)
        for promise in closePromises { closed.futureResult.cascade(to: promise) }
        closePromises = []
        isClosing = false
        context.close(mode: .all, promise: closed)
    }

    /// Looks again after `stallLimit` as long as something is being sent.
    private func watch(_ context: ChannelHandlerContext) {
        guard !isWatching, pending > 0, context.channel.isActive else { return }
        isWatching = true
        let before = completed
        context.eventLoop.assumeIsolated().scheduleTask(in: stallLimit) {
            self.isWatching = false
            guard self.pending > 0 else { return }
            if self.completed == before { self.closeNow(context) } else { self.watch(context) }
        }
    }
}
