public import GeoCore

/// A picture that cannot be drawn from what the snapshot holds.
public struct RenderError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?
    public let remedy: String?
    public let kind: DiagnosticKind

    public init(_ problem: String, location: String? = nil, remedy: String? = nil, kind: DiagnosticKind = .internalFault) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
        self.kind = kind
    }
}
