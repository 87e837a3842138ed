internal import Glibc

/// The memory of this process.
public enum ProcessMemory {
    /// Bytes in main memory now; `nil` where the system does not say.
    public static func resident() -> Int? {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        // Pages: of the address space, then in memory.
        let fields = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Has the C library give large pieces back at once and keep few heaps side by side: for a process that lives long and makes large answers. To be
    /// called before there are other threads. Where the library is not glibc, nothing happens.
    public static func keepSmall() {
        // M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
        for (parameter, value) in [(-8, 2), (-3, 128 << 10), (-1, 1 << 20)] as [(Int32, Int32)] { set(parameter, value) }
    }

    /// Runs `read` and has the C library overwrite what is freed meanwhile: private details that are read and not kept do not stay behind in free memory,
    /// but for the few small pieces that each thread keeps at hand. Where the library is not glibc, `read` is run and that is all.
    public static func wiping<Value>(_ read: () throws -> Value) rethrows -> Value {
        // M_PERTURB
        set(-6, 0xA5)
        defer { set(-6, 0) }
        return try read()
    }

    /// Calls `mallopt`, which is in a header, malloc.h, that no Swift module has.
    private static func set(_ parameter: Int32, _ value: Int32) {
        typealias Setting = @convention(c) (_ parameter: Int32, _ value: Int32) -> Int32
        guard let symbol = dlsym(nil, "mallopt") else { return }
        _ = unsafeBitCast(symbol, to: Setting.self)(parameter, value)
    }
}
