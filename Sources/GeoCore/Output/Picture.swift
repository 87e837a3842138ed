/// What a picture is written as. The raw value is the word of the query vocabulary and the suffix of the file.
public enum PictureFormat: String, Sendable, CaseIterable, Hashable {
    case svg
    case png
    case pdf

    public var mediaType: String {
        switch self {
        case .svg: "image/svg+xml"
        case .png: "image/png"
        case .pdf: "application/pdf"
        }
    }

    /// The format that a file's name ends in; `nil` for another suffix or none.
    public init?(suffixOf path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        self.init(rawValue: path[path.index(after: dot)...].lowercased())
    }
}

/// Makes other formats of an SVG. What does so runs outside these values: whoever draws is given one.
public protocol PictureConverter: Sendable {
    /// - Parameters:
    ///   - dpi: pixels an inch, of a PNG.
    ///   - date: what a PDF says it was made on, so that the same map gives the same file.
    /// - Throws: `PictureError`.
    func convert(_ svg: [UInt8], to format: PictureFormat, dpi: Int, date: CalendarDate) throws(PictureError) -> [UInt8]
}

/// Why a picture could not be made.
public struct PictureError: Diagnostic, Hashable {
    public let problem: String
    public let remedy: String?
    public let kind: DiagnosticKind
    /// What makes pictures is not there at all: to try again does not help.
    public let isMissing: Bool

    public init(_ problem: String, remedy: String? = nil, kind: DiagnosticKind = .internalFault, isMissing: Bool = false) {
        self.problem = problem
        self.remedy = remedy
        self.kind = kind
        self.isMissing = isMissing
    }

    /// Without a program that converts, there is SVG alone.
    public static func missing(_ format: PictureFormat) -> PictureError {
        PictureError(
            "\(format.rawValue.uppercased()) is made by rsvg-convert, which is not installed",
            remedy: "Install it (Debian: apt-get install librsvg2-bin fonts-liberation2), or ask for SVG.", kind: .unavailable, isMissing: true)
    }
}
