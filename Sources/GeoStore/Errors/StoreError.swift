public import GeoCore
internal import GRDB

/// Why a GeoPackage cannot be read or written.
public struct StoreError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?
    public let remedy: String?
    public let kind: DiagnosticKind

    public init(_ problem: String, location: String?, remedy: String? = nil, kind: DiagnosticKind = .badData) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
        self.kind = kind
    }

    /// Tells a reader's failure by its cause: missing, locked, damaged. SQLite's text is kept; the values of a statement never are.
    static func reading(_ path: String, _ error: any Error, remedy: String) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let database = error as? DatabaseError else {
            let problem = (error as? any Diagnostic)?.problem ?? "\(error)"
            return StoreError("is not a usable GeoPackage: \(problem)", location: path, remedy: remedy)
        }
        let text = database.message ?? "SQLite error \(database.resultCode.rawValue)"
        switch database.resultCode {
        case .SQLITE_CANTOPEN: return StoreError("cannot be opened: \(text)", location: path, remedy: remedy, kind: .inputMissing)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError("is locked by another program", location: path, remedy: "Close it there and try again.", kind: .unavailable)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return StoreError("is damaged or not a GeoPackage: \(text)", location: path, remedy: remedy)
        default: return StoreError("cannot be read as a GeoPackage: \(text)", location: path, remedy: remedy)
        }
    }
}
