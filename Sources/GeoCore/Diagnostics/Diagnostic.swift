/// An error that a person can act on: what is wrong, where, and what to do next.
///
/// Every error that leaves a target of this package conforms. The command line prints `rendered`, the
/// HTTP server answers a problem document built from the same three parts.
public protocol Diagnostic: Error, Sendable, CustomStringConvertible {
    /// What is wrong, with the offending value.
    var problem: String { get }
    /// Where: `file:line:column`, a feature id, or the name of a query parameter.
    var location: String? { get }
    /// The next thing to do.
    var remedy: String? { get }
    /// What kind of failure this is; decides the exit status and the HTTP status.
    var kind: DiagnosticKind { get }
}

/// The kinds of failure that callers tell apart.
public enum DiagnosticKind: Sendable, CaseIterable {
    /// The request itself is wrong: an unknown name, a value out of range.
    case usage
    /// The input was read and is not what it should be.
    case badData
    /// The input is not there or cannot be opened.
    case inputMissing
    /// A resource is busy: a port that is taken, a locked file.
    case unavailable
    /// The output cannot be written.
    case cannotWrite
    /// A check that was asked for is not met.
    case checkFailed
    /// A fault of this program.
    case internalFault
}

extension Diagnostic {
    public var location: String? { nil }
    public var remedy: String? { nil }

    /// One to two sentences: `where: what. Remedy.`
    public var rendered: String {
        var text = location.map { "\($0): " } ?? ""
        text += problem
        if let remedy {
            if !text.hasSuffix(".") { text += "." }
            text += " " + remedy
        }
        return text
    }

    public var description: String { rendered }
}

/// A query that cannot be answered as asked: an unknown name, a value out of range, options that exclude each other.
public struct QueryError: Diagnostic, Hashable {
    public let problem: String
    /// The parameter's name in the query vocabulary, the same on the command line and in a URL.
    public let parameter: String
    public let remedy: String?

    public init(parameter: String, problem: String, remedy: String? = nil) {
        self.parameter = parameter
        self.problem = problem
        self.remedy = remedy
    }

    public var location: String? { parameter }
    public var kind: DiagnosticKind { .usage }
}
