public import GeoCore

/// Why a table, or a part of it, cannot be read.
public struct ImportError: Diagnostic, Hashable {
    public let problem: String
    /// `file`, `file:line` or `file:line, column name`.
    public let location: String?
    public let remedy: String?
    public let kind: DiagnosticKind

    public init(_ problem: String, location: String? = nil, remedy: String? = nil, kind: DiagnosticKind = .badData) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
        self.kind = kind
    }
}
