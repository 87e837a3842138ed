extension BoundaryTopology {
    /// The same topology drawn with fewer positions: no original position is farther than `tolerance` (in the unit of the coordinates) from the
    /// line that replaces it.
    ///
    /// Vertices leave in Visvalingam's order, the one that makes the smallest triangle with its neighbours first. Area alone bounds no distance, so
    /// a vertex stays when a position that was between its neighbours would be too far from their segment. It also stays when another vertex
    /// lies in its triangle: borders can then neither cross nor touch, and a valid coverage stays one. Nodes never move; a ring keeps three vertices at
    /// least, so that no island or enclave is lost.
    public func generalised(tolerance: Double) -> BoundaryTopology {
        keeping(persistence(tolerances: [tolerance]).map { $0 > 0 })
    }

    /// Of each position, at how many of some tolerances (ascending) it is still drawn, by the rule of `generalised(tolerance:)`.
    ///
    /// Each tolerance thins what the one before left, so that a coarser drawing has no position that a finer one lacks; all distances are from the
    /// original positions. Large topologies are thinned in parts, side by side, the same on any number of cores.
    public func persistence(tolerances: [Double]) -> [UInt8] {
        guard tolerances.contains(where: { $0 > 0 }), positions.allSatisfy(\.isFinite), !positions.isEmpty else {
            return [UInt8](repeating: UInt8(clamping: tolerances.count), count: positions.count)
        }
        var persistence = [UInt8](repeating: 0, count: positions.count)
        let spare = spareVertices()
        let parts = thinningParts().map { ThinningPart(ArcThinning(self, arcs: $0, spare: spare)) }
        for (step, tolerance) in tolerances.enumerated() {
            if tolerance > 0 {
                let grid = PositionGrid(positions, members: positions.indices.filter { Int(persistence[$0]) == step })
                _ = concurrentMap(parts.count) { number in parts[number].run(tolerance: tolerance, among: grid) }
            }
            for part in parts { part.forEachKept { persistence[$0] += 1 } }
        }
        return persistence
    }

    /// Of each arc, how many inner vertices may leave.
    private func spareVertices() -> [Int32] {
        // Two arcs between the same nodes must not both become their chord.
        var sameEnds: [UInt64: Int] = [:]
        func ends(_ number: Int) -> UInt64 {
            let (a, b) = arcNodes[number]
            return UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
        }
        for number in 0..<arcCount { sameEnds[ends(number), default: 0] += 1 }
        return (0..<arcCount).map { number in
            let (a, b) = arcNodes[number]
            let mustKeep = a == b ? 2 : (sameEnds[ends(number)] ?? 1) > 1 ? 1 : 0
            return Int32(max(0, arcStarts[number + 1] - arcStarts[number] - 2 - mustKeep))
        }
    }

    /// Runs of arcs, of some twenty thousand positions each. Neighbours in number are neighbours on the map, as a rule.
    private func thinningParts() -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var first = 0
        for number in 0..<arcCount where arcStarts[number + 1] - arcStarts[first] >= 20_000 || number == arcCount - 1 {
            parts.append(first..<number + 1)
            first = number + 1
        }
        return parts
    }

    /// The same arcs with some of their positions.
    ///
    /// - Parameter isKept: of each position; the ends of arcs are kept.
    public func keeping(_ isKept: [Bool]) -> BoundaryTopology {
        var result = self
        var kept: [Position] = []
        kept.reserveCapacity(positions.count / 2)
        var starts = [0]
        starts.reserveCapacity(arcStarts.count)
        for number in 0..<arcCount {
            for place in arcStarts[number]..<arcStarts[number + 1] where isKept[place] { kept.append(positions[place]) }
            starts.append(kept.count)
        }
        result.positions = kept
        result.arcStarts = starts
        return result
    }
}
