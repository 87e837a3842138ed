/// The rings of some territories as columns: territory → polygon → ring → element, and where each of them ends.
enum RingColumns {
    static func write<Element>(_ territories: [[[[Element]]]], to section: inout ArchiveSection) where Element: BitwiseCopyable & Sendable {
        var elements: [Element] = []
        var ringEnds: [UInt32] = []
        var polygonEnds: [UInt32] = []
        var territoryEnds: [UInt32] = []
        for territory in territories {
            for polygon in territory {
                for ring in polygon {
                    elements += ring
                    ringEnds.append(UInt32(elements.count))
                }
                polygonEnds.append(UInt32(ringEnds.count))
            }
            territoryEnds.append(UInt32(polygonEnds.count))
        }
        section.append(elements)
        section.append(ringEnds)
        section.append(polygonEnds)
        section.append(territoryEnds)
    }

    /// Leaves out what `read` would read.
    static func pass<Element>(_ section: inout ArchiveSection.Reader, _ type: Element.Type) throws(ArchiveError)
    where Element: BitwiseCopyable & Sendable {
        _ = try section.column(Element.self)
        for _ in 0..<3 { _ = try section.column(UInt32.self) }
    }

    static func read<Element>(
        _ section: inout ArchiveSection.Reader, _ type: Element.Type = Element.self
    ) throws(ArchiveError) -> [[[[Element]]]] where Element: BitwiseCopyable & Sendable {
        let elements = try section.column(Element.self)
        let ringEnds = try section.column(UInt32.self)
        let polygonEnds = try section.column(UInt32.self)
        let territoryEnds = try section.column(UInt32.self)
        for (ends, count) in [(ringEnds, elements.count), (polygonEnds, ringEnds.count), (territoryEnds, polygonEnds.count)]
        where Int(ends.last ?? 0) != count || !zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }) {
            throw ArchiveError(problem: "the rings of territories are damaged")
        }
        return elements.withUnsafeBufferPointer { elements in
            var (element, ring, polygon) = (0, 0, 0)
            return territoryEnds.map { end in
                var polygons: [[[Element]]] = []
                while polygon < Int(end) {
                    var rings: [[Element]] = []
                    while ring < Int(polygonEnds[polygon]) {
                        rings.append(Array(elements[element..<Int(ringEnds[ring])]))
                        element = Int(ringEnds[ring])
                        ring += 1
                    }
                    polygon += 1
                    polygons.append(rings)
                }
                return polygons
            }
        }
    }
}
