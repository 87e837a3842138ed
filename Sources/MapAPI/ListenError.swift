internal import Glibc
public import GeoCore
internal import NIOCore

/// The server cannot take the address it was told to listen on.
public struct ListenError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?
    public let remedy: String?

    public var kind: DiagnosticKind { .unavailable }

    /// `nil` when `error` is not about listening.
    init?(_ error: any Error, host: String, port: Int) {
        switch error {
        case let error as IOError:
            switch error.errnoCode {
            case EADDRINUSE:
                problem = "port \(port) of \(host) is taken"
                location = "port"
                remedy = "Stop the program that listens there, or choose another with --port (0 takes any free one)."
            case EACCES, EPERM:
                problem = "port \(port) of \(host) may not be opened by this user"
                location = "port"
                remedy = "Choose a port from 1024 with --port."
            case EADDRNOTAVAIL, EAFNOSUPPORT:
                problem = "\(quoted(host)) is not an address of this machine"
                location = "host"
                remedy = "Use 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses."
            default: return nil
            }
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            problem = "\(quoted(host)) names no address"
            location = "host"
            remedy = "Use 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses."
        default: return nil
        }
    }
}
