internal import CGEOS
internal import Synchronization

/// One reentrant libgeos context, lent to a closure and never stored outside the worker that uses it.
///
/// Not `Sendable` on purpose: GEOS allows a context on one thread at a time. Geometry handles keep their context alive.
public final class GEOSContext {
    let handle: GEOSContextHandle_t
    private let messages = MessageBox()

    /// `GEOS_init_r` writes an unsynchronised global, so contexts are created one at a time.
    private static let creation = Mutex<Void>(())

    public init() {
        handle = Self.creation.withLock { _ in
            guard let handle = GEOS_init_r() else { preconditionFailure("libgeos could not allocate a context") }
            return handle
        }
        _ = GEOSContext_setErrorMessageHandler_r(
            handle,
            { message, box in
                guard let message, let box else { return }
                Unmanaged<MessageBox>.fromOpaque(box).takeUnretainedValue().last = String(cString: message)
            }, Unmanaged.passUnretained(messages).toOpaque())
    }

    deinit { GEOS_finish_r(handle) }

    /// The version of the GEOS library in use, such as `3.11.1-CAPI-1.17.1`.
    public static var version: String { String(cString: GEOSversion()) }

    /// Takes the message of the last failure, named with the operation that failed.
    func failure(_ operation: StaticString) -> GeometryError {
        defer { messages.last = nil }
        return GeometryError("\(operation) failed: \(messages.last ?? "GEOS gave no reason")")
    }

    /// Wraps the result of a GEOS function; a null pointer becomes an error with GEOS's own message.
    func own(_ pointer: OpaquePointer?, _ operation: StaticString) throws(GeometryError) -> GEOSGeometry {
        guard let pointer else { throw failure(operation) }
        return GEOSGeometry(owning: pointer, context: self)
    }

    private final class MessageBox {
        var last: String?
    }
}
