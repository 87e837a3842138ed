/// Zones cut up for the question "which of them cover this position?": a regular grid whose crowded cells are divided again.
///
/// Immutable and `Sendable`: threads share one. Exact: the answer is that of the predicate GEOS `covers` on the zone's polygons, borders
/// included, for the grid only leaves out edges that cannot change it. Built in time linear in the vertices; a question costs two reads
/// of memory in a cell that lies in one zone, and a test for each edge of the cell elsewhere.
struct ZoneGrid: Sendable {
    let envelope: Envelope
    /// The whole first, then the cells that are divided again.
    let frames: [GridFrame]
    let cells: [UInt32]
    /// The blocks of the cells that need an exact test.
    let words: [UInt64]

    /// The first zone that covers each position, -1 where none does.
    func firstZones(of positions: UnsafeBufferPointer<Position>, into zones: UnsafeMutableBufferPointer<Int32>) {
        withReader { reader in
            guard let frame = frames.first else { return zones.update(repeating: -1) }
            let strip = 256
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: strip) { undecided in
                var start = 0
                while start < positions.count {
                    let end = min(start + strip, positions.count)
                    // All reads of the grid first, without a branch that depends on them, so that they overlap.
                    var count = 0
                    for index in start..<end {
                        let p = positions[index]
                        guard envelope.covers(p) else {
                            zones[index] = -1
                            continue
                        }
                        let bits = reader.cells[frame.row(p.y) * frame.columns + frame.column(p.x)]
                        zones[index] = Int32(bitPattern: bits)
                        undecided[count] = UInt32(truncatingIfNeeded: index - start)
                        count += 1
                    }
                    for place in 0..<count {
                        let index = start + Int(undecided[place])
                        let cell = ZoneCell(bits: UInt32(bitPattern: zones[index]))
                        zones[index] = cell.tag == 0 ? cell.whole : reader.first(in: cell, positions[index])
                    }
                    start = end
                }
            }
        }
    }

    func firstZone(covering position: Position) -> Int? {
        guard envelope.covers(position) else { return nil }
        let zone = withReader { $0.first(in: $0.cell(at: position, frame: 0), position) }
        return zone < 0 ? nil : Int(zone)
    }

    /// All zones that cover a position, ascending.
    func zones(covering position: Position) -> [Int] {
        guard envelope.covers(position) else { return [] }
        var zones: [Int] = []
        withReader { $0.forEachZone(in: $0.cell(at: position, frame: 0), position) { zones.append($0) } }
        return zones
    }

    var byteCount: Int { MemoryLayout<GridFrame>.stride * frames.count + 4 * cells.count + 8 * words.count }

    private func withReader<Result>(_ body: (Reader) -> Result) -> Result {
        cells.withUnsafeBufferPointer { cells in
            words.withUnsafeBufferPointer { words in
                frames.withUnsafeBufferPointer { frames in body(Reader(cells: cells, words: words, frames: frames)) }
            }
        }
    }

    /// The grid's memory, lent for a while.
    private struct Reader {
        let cells: UnsafeBufferPointer<UInt32>
        let words: UnsafeBufferPointer<UInt64>
        let frames: UnsafeBufferPointer<GridFrame>

        func cell(at p: Position, frame number: Int) -> ZoneCell {
            let frame = frames[number]
            return ZoneCell(bits: cells[frame.firstCell + frame.row(p.y) * frame.columns + frame.column(p.x)])
        }

        func first(in cell: ZoneCell, _ p: Position) -> Int32 {
            switch cell.tag {
            case 0: return cell.whole
            case 1:
                var word = cell.payload
                while true {
                    let (zones, next) = covering(p, word)
                    if zones != 0 { return Int32(truncatingIfNeeded: zone(zones.trailingZeroBitCount, word)) }
                    guard let next else { return -1 }
                    word = next
                }
            default: return first(in: self.cell(at: p, frame: cell.payload), p)
            }
        }

        func forEachZone(in cell: ZoneCell, _ p: Position, _ body: (Int) -> Void) {
            switch cell.tag {
            case 0: if cell.whole >= 0 { body(Int(cell.whole)) }
            case 1:
                var word = cell.payload
                while true {
                    var (zones, next) = covering(p, word)
                    while zones != 0 {
                        body(zone(zones.trailingZeroBitCount, word))
                        zones &= zones - 1
                    }
                    guard let following = next else { return }
                    word = following
                    next = nil
                }
            default: forEachZone(in: self.cell(at: p, frame: cell.payload), p, body)
            }
        }

        /// The zones of the block at `word` that cover `p`, as bits; where the next block of the cell begins.
        @inline(__always)
        private func covering(_ p: Position, _ word: Int) -> (zones: UInt64, next: Int?) {
            var parity = words[word]
            var on: UInt64 = 0
            let counts = words[word + 1]
            var place = word + 2 + (Int(counts & 0xFF) + 1) / 2
            let end = place + BlockEdge.words * Int(counts >> 8 & 0xFFFF_FFFF)
            while place < end {
                let mask = words[place + 4]
                let effect = ZoneBlock.effect(position(place), position(place + 2), mask, p)
                parity ^= effect.flips
                on |= effect.on
                place += BlockEdge.words
            }
            return ((parity | on) & ZoneBlock.zoneBits, counts & ZoneBlock.another == 0 ? nil : end)
        }

        @inline(__always)
        private func position(_ word: Int) -> Position { Position(Double(bitPattern: words[word]), Double(bitPattern: words[word + 1])) }

        /// The number of the zone of a bit.
        @inline(__always)
        private func zone(_ bit: Int, _ word: Int) -> Int { Int(words[word + 2 + bit / 2] >> (bit & 1 == 0 ? 0 : 32) & 0xFFFF_FFFF) }
    }
}
