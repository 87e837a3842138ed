internal import Glibc
internal import NIOCore

extension Channel {
    /// Keeps the channel's socket from the programs that this process starts: one that runs on would hold a connection open that was closed here,
    /// and go on taking connections for a server that has stopped. NIO leaves its sockets inheritable.
    ///
    /// On the channel's event loop. A channel without a socket is left as it is.
    func refuseInheritance() {
        _ = try? pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            fcntl(socket, F_SETFD, FD_CLOEXEC)
        }
    }
}
