internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Hummingbird's HTTP/1.1, with the handlers of this server around its decoder: `docs/decisions/answers-in-front.md`.
struct MapChannel: ServerChildChannel {
    private let http: HTTP1Channel
    private let responder: MapResponder
    private let logger: Logger
    private let idleTimeout: TimeAmount
    private let stallLimit: TimeAmount

    /// - Parameters:
    ///   - answer: Hummingbird's way to `responder`.
    ///   - logger: of the requests that do not go that way.
    init(_ responder: MapResponder, _ configuration: MapServer.Configuration, logger: Logger, answer: @escaping HTTPChannelHandler.Responder) {
        // Idle connections are closed by `ConversationHandler`, which knows of all requests.
        http = HTTP1Channel(
            responder: answer,
            configuration: .init(
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: HeaderBounds.decoded, maxHeaderListSize: HeaderBounds.decoded, maxHeaderFieldCount: HeaderBounds.fields)))
        self.responder = responder
        self.logger = logger
        idleTimeout = TimeAmount(configuration.idleTimeout)
        stallLimit = TimeAmount(configuration.stallTimeout)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            channel.refuseInheritance()
            let conversation = Conversation()
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandlers(
                VersionHandler(conversation), ConversationHandler(conversation, idleTimeout: idleTimeout), position: .after(decoder))
            try pipeline.addHandlers(
                WriteDrainHandler(stallLimit: stallLimit), RepeatHandler(responder, conversation, logger: self.logger), position: .first)
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
