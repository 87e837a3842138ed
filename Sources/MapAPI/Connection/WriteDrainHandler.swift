internal import NIOCore

/// Sees to it that an answer reaches a slow reader whole: a connection that is to be closed, because it is idle or the server stops, is closed
/// once what was written has been sent. A reader that takes nothing for `stallLimit` is cut.
///
/// It stands first, where everything is bytes, and asks the channel how many of them still wait.
final class WriteDrainHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let stallLimit: TimeAmount
    private var written = 0
    private var isWatching = false
    /// How much is asked to be closed, and waits for what is pending.
    private var closing: CloseMode?
    private var closePromises: [EventLoopPromise<Void>] = []

    init(stallLimit: TimeAmount) { self.stallLimit = stallLimit }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        written += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
        if !isWatching { watch(context) }
    }

    /// Closing the output alone waits too: where the input is closed already, the channel would take it for all, and drop what is pending.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode != .input, closing != nil || Self.pending(context) > 0 else { return context.close(mode: mode, promise: promise) }
        if let promise { closePromises.append(promise) }
        let isFirst = closing == nil
        closing = closing == .all ? .all : mode
        if isFirst { closeWhenSent(context) }
    }

    private func closeWhenSent(_ context: ChannelHandlerContext) {
        // Nothing to send, and sent after all that was written before.
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { result in
            if case .success = result, Self.pending(context) > 0 {
                self.closeWhenSent(context)
            } else {
                self.closeNow(context, self.closing ?? .all)
            }
        }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: sent)
    }

    private func closeNow(_ context: ChannelHandlerContext, _ mode: CloseMode) {
        let closed = context.eventLoop.makePromise(of: Void.self)
        for promise in closePromises { closed.futureResult.cascade(to: promise) }
        closePromises = []
        closing = nil
        context.close(mode: mode, promise: closed)
    }

    /// Bytes written that have not left.
    private static func pending(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Looks again after `stallLimit` as long as something is being sent.
    private func watch(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        isWatching = true
        let before = written - Self.pending(context)
        context.eventLoop.assumeIsolated().scheduleTask(in: stallLimit) {
            self.isWatching = false
            let pending = Self.pending(context)
            guard pending > 0 else { return }
            if self.written - pending == before { self.closeNow(context, .all) } else { self.watch(context) }
        }
    }
}
