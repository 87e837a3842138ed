public import GeoCore
internal import GRDB

/// Why a GeoPackage cannot be read or written.
public struct StoreError: Diagnostic, Hashable {
    public let problem: String
    /// The file, and the table where one is concerned.
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

extension StoreError {
    /// A failure of SQLite as a diagnostic: its result code and message, never the values of a statement (they may be personal data).
    init(_ error: any Error, file: String, writing: Bool = false) {
        switch error {
        case let error as StoreError: self = error
        case let error as GeometryError:
            self.init(error.problem, location: error.location.map { "\(file), \($0)" } ?? file, remedy: error.remedy, kind: error.kind)
        case let error as DatabaseError: self.init(sqlite: error, file: file, writing: writing)
        case let error as any Diagnostic:
            self.init(error.problem, location: error.location ?? file, remedy: error.remedy, kind: error.kind)
        default: self.init("\(error)", location: file, kind: .internalFault)
        }
    }

    private init(sqlite error: DatabaseError, file: String, writing: Bool) {
        let message = error.message ?? "no message"
        switch error.resultCode.primaryResultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init("the file is damaged or is not a GeoPackage (\(message))", location: file, remedy: "Restore it from a copy.")
        case .SQLITE_CANTOPEN,
            .SQLITE_IOERR where writing, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_PERM:
            self.init(
                "the file cannot be \(writing ? "written" : "opened") (\(message))", location: file,
                remedy: "Check the folder, the rights on it and the space left.", kind: writing ? .cannotWrite : .inputMissing)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                "the file is in use by another program", location: file, remedy: "Close it there (QGIS?) and try again.", kind: .unavailable)
        default:
            self.init("SQLite: \(message) (code \(error.extendedResultCode.rawValue))", location: file)
        }
    }
}
