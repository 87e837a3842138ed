internal import NIOCore

/// How far the requests and answers of one connection have come. Known to its handlers, on its event loop.
final class Conversation {
    /// Requests whose head was read, since the connection was opened.
    private(set) var begun = 0
    /// Of these, those not yet answered to the end.
    private(set) var unanswered = 0
    /// The head of a request was read and its end was not.
    private(set) var isReceiving = false
    /// What is read from now on is answered no more: the client's or the server's last word was said, or what came was no HTTP.
    private(set) var isOver = false
    /// When something was last read that is a part of a request, or an answer ended.
    private(set) var lastActive = NIODeadline.now()
    /// What has come of a line that begins a request, as long as its end has not.
    var unfinishedLine: ByteBuffer?
    /// What is being decoded, where it begins a request whose head is not known yet.
    var beginning: ByteBuffer?

    /// Nothing is being read or answered, and what comes next would be.
    var isIdle: Bool { unanswered == 0 && !isReceiving && !isOver }

    /// The client waits for an answer to what it has sent whole.
    var isAnswering: Bool { unanswered > 0 && !isReceiving }

    func begin() {
        begun += 1
        unanswered += 1
        isReceiving = true
        beginning = nil
    }

    func receivedEnd() { isReceiving = false }

    func answered() { unanswered -= 1 }

    func finish() { isOver = true }

    func stir(_ moment: NIODeadline = .now()) { lastActive = moment }
}
