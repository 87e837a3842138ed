/// Keeps a value until the process ends, which then hands all its memory back at once: taking a snapshot of a region apart piece by piece takes
/// as long as drawing a map of it. For what a command needs up to its end, never for what it has several of.
func keepToTheEnd(_ value: some Sendable) {
    _ = Unmanaged.passRetained(Kept(value))
}

private final class Kept<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
