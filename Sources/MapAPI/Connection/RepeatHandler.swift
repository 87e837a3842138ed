internal import Glibc
internal import Logging
internal import NIOCore

/// Answers a request that comes again byte for byte, before it is decoded, with what it was answered the first time.
///
/// Only when the connection is idle and one read is such a request, whole and alone; everything else passes through to the decoder. What passes
/// alone is remembered with the bytes of its answer when `mayRepeat` said so meanwhile.
final class RepeatHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let responder: MapResponder
    private let conversation: Conversation
    private let logger: Logger
    /// The peer's word on the address of the service counts: answers may depend on that.
    private var isTrusted = false
    /// The decoder has nothing of a request that is not whole.
    private var isBetweenRequests = true
    /// The last four bytes that passed, the latest lowest.
    private var lastBytes = RepeatHandler.end
    /// Something passed since the last time that reading was complete.
    private var hasPassed = false
    private var isReadHeld = false
    private var lesson: Lesson?

    /// `\r\n\r\n`, which ends a request without a body.
    private static let end: UInt32 = 0x0D0A_0D0A

    init(_ responder: MapResponder, _ conversation: Conversation, logger: Logger) {
        self.responder = responder
        self.conversation = conversation
        self.logger = logger
    }

    func channelActive(context: ChannelHandlerContext) {
        isTrusted = responder.address.trusts(context.channel.remoteAddress?.ipAddress)
        context.fireChannelActive()
    }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        let isAlone = isBetweenRequests && conversation.isIdle
        if isAlone, context.channel.isWritable {
            let start = NIODeadline.now()
            let key = RepeatedAnswers.Key(request: bytes, isTrusted: isTrusted)
            if let answer = responder.current.served.repeated[key], send(answer, since: start, context) { return }
        }
        guard bytes.readableBytesView.contains(where: { $0 >= 0x80 }) else { return pass(bytes, isAlone: isAlone, context) }
        // Head by head, so that it is known what is the line of a request and what is a body.
        var rest = bytes
        while let piece = nextPiece(&rest) { pass(piece, isAlone: isAlone && piece.readableBytes == bytes.readableBytes, context) }
    }

    /// Up to where a head ends, or an empty line before one, or all.
    private func nextPiece(_ rest: inout ByteBuffer) -> ByteBuffer? {
        var last = lastBytes
        var length = 0
        for byte in rest.readableBytesView {
            last = last << 8 | UInt32(byte)
            length += 1
            if Self.endsHead(last) { break }
        }
        return length == 0 ? nil : rest.readSlice(length: length)
    }

    /// What the decoder is given: in the line of a request, bytes beyond ASCII as a client ought to have written them (RFC 3986), percent-encoded.
    /// Whether they are UTF-8 is asked where the URL is read.
    private static func encoded(_ bytes: ByteBuffer) -> ByteBuffer {
        let view = bytes.readableBytesView
        let end = view.firstIndex(of: UInt8(ascii: "\n")) ?? view.endIndex
        guard view[..<end].contains(where: { $0 >= 0x80 }) else { return bytes }
        var result = ByteBuffer()
        for byte in view[..<end] {
            if byte < 0x80 { result.writeInteger(byte) } else { result.writeString("%" + String(byte, radix: 16, uppercase: true)) }
        }
        result.writeBytes(view[end...])
        return result
    }

    /// - Returns: `false` when it could not be done.
    private func send(_ answer: RepeatedAnswer, since start: NIODeadline, _ context: ChannelHandlerContext) -> Bool {
        let body: IOData?
        var sent: EventLoopPromise<Void>?
        switch answer.body {
        case .none: body = nil
        case .buffer(let buffer): body = .byteBuffer(buffer)
        case .file(let file):
            guard let region = file.region() else { return false }
            body = .fileRegion(region)
            sent = context.eventLoop.makePromise()
            sent?.futureResult.whenComplete { _ in try? region.fileHandle.close() }
        }
        conversation.stir(start)
        var head = answer.stampedHead()
        if case .fileRegion = body { Self.sendAhead(&head, context) }
        responder.repeated(answer, duration: .nanoseconds((NIODeadline.now() - start).nanoseconds), logger: logger)
        if head.readableBytes > 0 { context.write(wrapOutboundOut(.byteBuffer(head)), promise: nil) }
        if let body { context.write(wrapOutboundOut(body), promise: sent) }
        context.flush()
        return true
    }

    /// Gives a head to the system with word that more follows, so that it goes out in one packet with the beginning of the file: the client would be
    /// woken for the head alone, which takes longer than sending it. What is not taken remains in `head`.
    private static func sendAhead(_ head: inout ByteBuffer, _ context: ChannelHandlerContext) {
        // Nothing may be overtaken.
        guard (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) == 0 else { return }
        let taken = try? context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { [head] socket in
            head.withUnsafeReadableBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_MORE | MSG_NOSIGNAL)) }
        }
        head.moveReaderIndex(forwardBy: max(0, taken ?? 0))
    }

    private func pass(_ bytes: ByteBuffer, isAlone: Bool, _ context: ChannelHandlerContext) {
        // Of two requests under way the answers are not told apart.
        lesson = nil
        hasPassed = true
        let isLine = conversation.unfinishedLine != nil || mayBeginRequest(after: lastBytes)
        let decodable = isLine ? Self.encoded(bytes) : bytes
        conversation.beginning = conversation.unfinishedLine == nil && isLine ? decodable : nil
        let view = decodable.readableBytesView
        let lineEnd = view.lastIndex(of: UInt8(ascii: "\n"))
        // The bytes up to the end of the last line that ends here.
        let ended = lineEnd.map { view[...$0].suffix(4).reduce(lastBytes) { $0 << 8 | UInt32($1) } } ?? lastBytes
        continueLine(decodable, endsIn: lineEnd != nil)
        for byte in view.suffix(4) { lastBytes = lastBytes << 8 | UInt32(byte) }
        let begun = conversation.begun
        context.fireChannelRead(wrapInboundOut(decodable))
        conversation.beginning = nil
        if let lineEnd {
            let rest = view[view.index(after: lineEnd)...]
            conversation.unfinishedLine = rest.isEmpty || !mayBeginRequest(after: ended) ? nil : ByteBuffer(rest)
        }
        // The decoder skips what ends here when no request has begun, and ends one that has: after it, it is at a beginning, unless in a body.
        isBetweenRequests = lastBytes == Self.end && !conversation.isReceiving
        if isAlone, isBetweenRequests, conversation.begun == begun + 1, bytes.readableBytes <= RepeatedAnswers.longestRequest {
            lesson = Lesson(request: bytes)
        }
    }

    /// Adds to the first line of a request what comes of it, as long as it has not ended.
    ///
    /// - Parameter endsIn: a line ends in these bytes.
    private func continueLine(_ bytes: ByteBuffer, endsIn: Bool) {
        if conversation.unfinishedLine != nil {
            conversation.unfinishedLine?.writeBytes(bytes.readableBytesView.prefix { $0 != UInt8(ascii: "\n") })
        } else if !endsIn, mayBeginRequest(after: lastBytes) {
            conversation.unfinishedLine = bytes
        }
    }

    /// What comes after these bytes, an empty line at their end and no body begun, is the first line of a request.
    private func mayBeginRequest(after bytes: UInt32) -> Bool {
        Self.endsHead(bytes) && !conversation.isReceiving && !conversation.isOver
    }

    private static func endsHead(_ bytes: UInt32) -> Bool { bytes & 0xFFFF == 0x0A0A || bytes & 0xFF_FFFF == 0x0A_0D0A }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard hasPassed else { return }
        hasPassed = false
        context.fireChannelReadComplete()
    }

    /// Who does not read the answers it has is not asked for more requests.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable { context.read() } else { isReadHeld = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isReadHeld, context.channel.isWritable {
            isReadHeld = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: - Answers

    /// The answer to the request under way is the same for whoever sends the same bytes, as long as `served` is what is served.
    func mayRepeat(_ origin: RepeatedAnswer.Origin, from served: ServedSnapshot) {
        guard conversation.unanswered == 1 else { return }
        lesson?.permission = (origin, served)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if lesson != nil { lesson?.note(unwrapOutboundIn(data)) }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        guard lesson != nil, conversation.isIdle else { return }
        learn()
    }

    private func learn() {
        guard let lesson else { return }
        self.lesson = nil
        guard let (origin, served) = lesson.permission else { return }
        // Bytes of its own: those read lie in what the channel reads into.
        let request = ByteBuffer(bytes: lesson.request.readableBytesView)
        served.repeated.store(lesson.parts, origin, for: RepeatedAnswers.Key(request: request, isTrusted: isTrusted))
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        conversation.finish()
        context.close(mode: mode, promise: promise)
    }

    /// A request that passed alone, and what has been written in answer.
    private struct Lesson {
        let request: ByteBuffer
        var permission: (origin: RepeatedAnswer.Origin, served: ServedSnapshot)?
        private(set) var parts: [ByteBuffer] = []

        init(request: ByteBuffer) { self.request = request }

        mutating func note(_ data: IOData) {
            guard case .byteBuffer(let buffer) = data else {
                permission = nil
                return
            }
            if buffer.readableBytes > 0 { parts.append(buffer) }
        }
    }
}
