internal import Glibc

/// The tolerances that the borders of maps are generalised at: the steps of a scale, an eighth of a doubling apart, so that drawings of about one
/// size share what was left out, and all that can be asked for of the region is few enough to be kept.
package enum GeneralisationScale {
    /// Metres at step 0. The region's communes as large as an A4 sheet has room for them, the map with most to leave out, lie just above step 40.
    private static let origin = 12.7
    /// The steps that are kept for the whole region: from a poster, 36 m, to a stamp, 1150 m.
    static let kept = 12...52

    /// The coarsest step that is no coarser than a tolerance in metres; 0 for 0.
    package static func step(atMost tolerance: Double) -> Double { number(atMost: tolerance).map(tolerance(ofStep:)) ?? 0 }

    static func number(atMost tolerance: Double) -> Int? {
        guard tolerance > 0, tolerance.isFinite, let number = Int(exactly: (8 * log2(tolerance / origin)).rounded(.down)) else { return nil }
        return number
    }

    static func tolerance(ofStep number: Int) -> Double { origin * exp2(Double(number) / 8) }
}

/// The borders of the whole region, and which of their positions are drawn at some steps of the scale where that is known already.
package struct RegionBorders: Sendable {
    /// In Lambert-93, metres: layer 0 the territories of a level, layer 1 the departments, both in code order.
    package let topology: BoundaryTopology
    /// Of each step that is kept, of each position, whether it is drawn: eight to a byte, the first lowest.
    private let drawn: [Column<UInt8>]

    init(_ topology: BoundaryTopology) {
        self.topology = topology
        drawn = []
    }

    /// The same arcs at a tolerance in metres, as `BoundaryTopology.generalised(tolerance:)` draws them.
    package func generalised(tolerance: Double) -> BoundaryTopology {
        guard !drawn.isEmpty, let number = GeneralisationScale.number(atMost: tolerance), GeneralisationScale.kept.contains(number),
            GeneralisationScale.tolerance(ofStep: number) == tolerance
        else { return topology.generalised(tolerance: tolerance) }
        let bits = drawn[number - GeneralisationScale.kept.lowerBound]
        return topology.keeping(topology.positions.indices.map { bits[$0 >> 3] & 1 << UInt8($0 & 7) != 0 })
    }
}

extension RegionBorders {
    func write(to section: inout ArchiveSection) {
        topology.write(to: &section)
        for number in GeneralisationScale.kept {
            var bits = [UInt8](repeating: 0, count: (topology.positions.count + 7) / 8)
            for (place, steps) in topology.persistence(tolerances: [GeneralisationScale.tolerance(ofStep: number)]).enumerated() where steps > 0 {
                bits[place >> 3] |= 1 << UInt8(place & 7)
            }
            section.append(bits)
        }
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        topology = try BoundaryTopology(&section)
        var drawn: [Column<UInt8>] = []
        for _ in GeneralisationScale.kept {
            let bits = try section.column(UInt8.self)
            guard bits.count == (topology.positions.count + 7) / 8 else { throw ArchiveError(problem: "the borders are damaged") }
            drawn.append(bits)
        }
        self.drawn = drawn
    }
}
