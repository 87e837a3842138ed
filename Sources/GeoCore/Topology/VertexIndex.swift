/// Numbers positions by their exact coordinates: the same bits get the same number, in order of first appearance.
///
/// Open addressing over a power of two: several times faster than a `Dictionary` for the hundreds of thousands of vertices of a region.
struct VertexIndex {
    private(set) var positions: [Position] = []
    private var slots: [Int32]
    private var mask: Int

    init(expecting count: Int) {
        var capacity = 16
        while capacity < 2 * count { capacity *= 2 }
        slots = [Int32](repeating: -1, count: capacity)
        mask = capacity - 1
        positions.reserveCapacity(count)
    }

    /// The number of a position, given now if it is new.
    mutating func number(of position: Position) -> Int32 {
        var slot = Self.hash(position) & mask
        while true {
            let found = slots[slot]
            if found < 0 { break }
            let known = positions[Int(found)]
            if known.x == position.x && known.y == position.y { return found }
            slot = (slot + 1) & mask
        }
        let number = Int32(positions.count)
        positions.append(position)
        slots[slot] = number
        if 2 * positions.count > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: 2 * slots.count)
        mask = slots.count - 1
        for (number, position) in positions.enumerated() {
            var slot = Self.hash(position) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }

    /// Mixes both coordinates; `+ 0` makes one of the two zeros.
    private static func hash(_ position: Position) -> Int {
        var h = (position.x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15
        h ^= (position.y + 0).bitPattern &* 0xC2B2_AE3D_27D4_EB4F
        h ^= h >> 29
        h = h &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: h >> 20)
    }
}
