/// One edge as a cell keeps it: where it runs, and which zones it bounds.
///
/// An edge that two neighbours share is kept once, in the direction in which the first of the two runs along it.
struct BlockEdge {
    var a: Position
    var b: Position
    /// Bits 0–59: the zones of the block that it bounds, one or two. Bits 62 and 63: `a`, `b` lies right of the cell.
    var mask: UInt64

    static let aIsRight: UInt64 = 1 << 62
    static let bIsRight: UInt64 = 1 << 63
    static let words = 5
}

/// The words of a block: some zones of a cell and the edges of theirs that pass there.
///
/// | words | |
/// |---|---|
/// | 1 | for each zone of the block one bit: the parity (see below) without the edges of the block |
/// | 1 | number of zones (8 bits), of edges (32 bits), bit 63: another block follows |
/// | ⌈zones / 2⌉ | the numbers of the zones, ascending |
/// | 5 for each edge | `BlockEdge` |
///
/// A position is inside a zone when a ray from it to the right crosses the zone's border an odd number of times. Of the edges that do not
/// touch the cell, those right of it that the ray crosses are an even or an odd number whatever the position in the cell, as long as no border
/// runs from them into the cell; where one does, its parity changes at the height of the vertex right of the cell, which the edge in the
/// cell tells. So the edges of the cell and one bit answer as all edges of the zone would.
enum ZoneBlock {
    static let maximumZones = 60
    static let zoneBits: UInt64 = 1 << 60 - 1
    static let another: UInt64 = 1 << 63

    /// What edge `a`–`b` does to position `p`: the zones whose parity it changes, and those on whose border `p` lies, as bits of `mask`.
    @inline(__always)
    static func effect(_ a: Position, _ b: Position, _ mask: UInt64, _ p: Position) -> (flips: UInt64, on: UInt64) {
        let aboveA = p.y >= a.y
        let aboveB = p.y >= b.y
        if p.y == a.y || p.y == b.y { return exactEffect(a, b, mask, p) }
        var flips = (aboveA && mask & BlockEdge.aIsRight != 0) != (aboveB && mask & BlockEdge.bIsRight != 0)
        if aboveA != aboveB {
            let left = (a.x - p.x) * (b.y - p.y)
            let right = (a.y - p.y) * (b.x - p.x)
            let determinant = left - right
            guard abs(determinant) > Orientation.safeError * (abs(left) + abs(right)) else { return exactEffect(a, b, mask, p) }
            // Left of an edge that rises, or right of one that falls: the ray crosses it.
            if (determinant > 0) == (b.y > a.y) { flips.toggle() }
        }
        return (flips ? mask : 0, 0)
    }

    /// The same where doubles alone cannot tell: each zone asked in the direction in which it runs along the edge, as GEOS asks.
    @inline(never)
    private static func exactEffect(_ a: Position, _ b: Position, _ mask: UInt64, _ p: Position) -> (flips: UInt64, on: UInt64) {
        let zones = mask & zoneBits
        let forward = zones & (~zones &+ 1)
        let aboveA = p.y >= a.y
        let aboveB = p.y >= b.y
        let right = (aboveA && mask & BlockEdge.aIsRight != 0) != (aboveB && mask & BlockEdge.bIsRight != 0)
        var flips: UInt64 = right ? zones : 0
        var on: UInt64 = 0
        if p == a || p == b || a.y == b.y && p.y == a.y && p.x >= min(a.x, b.x) && p.x <= max(a.x, b.x) { on = zones }
        if aboveA != aboveB {
            for (bits, from, to) in [(forward, a, b), (zones & ~forward, b, a)] {
                let side = Orientation.sign(from, to, p)
                if side == 0 { on |= bits }
                if side != 0, (side > 0) == (to.y > from.y) { flips ^= bits }
            }
        }
        return (flips, on)
    }
}
