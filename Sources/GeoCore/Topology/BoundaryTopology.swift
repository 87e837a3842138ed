/// Boundaries as arcs that neighbours share: what is done to an arc is done to both sides of a border, so that no gap or overlap can appear.
///
/// Made from one or several layers (communes and departments, say) whose common borders match bit for bit. An arc runs between two nodes, the
/// vertices where borders meet or part in any layer; a ring that meets no other is one closed arc. Layers that follow the same line use the same arc.
public struct BoundaryTopology: Sendable {
    /// An arc by its number, run forwards; `~number` (negative), run backwards.
    public typealias ArcReference = Int32
    /// The arcs of one closed ring, in order.
    public typealias ArcRing = [ArcReference]
    /// A polygon by its rings: the exterior first, then the holes.
    public typealias ArcPolygon = [ArcRing]

    /// The territories that have an arc on their boundary, in one layer; −1 for nobody.
    public struct Owners: Sendable, Hashable {
        public internal(set) var first: Int32 = -1
        public internal(set) var second: Int32 = -1
        /// On the outline of the layer.
        public var isOuter: Bool { first >= 0 && second < 0 }
        /// A border between two territories of the layer.
        public var isInner: Bool { second >= 0 }
    }

    /// The positions of all arcs, one arc after the other.
    public internal(set) var positions: [Position]
    /// Where each arc begins in `positions`; one more than there are arcs.
    public internal(set) var arcStarts: [Int]
    /// The numbers of the two end nodes of each arc: equal for a closed arc.
    let arcNodes: [(Int32, Int32)]
    /// Of each layer, of each territory, its polygons.
    public let layers: [[[ArcPolygon]]]

    public var arcCount: Int { arcStarts.count - 1 }

    /// The positions of one arc, its ends included.
    public func arc(_ number: Int) -> ArraySlice<Position> { positions[arcStarts[number]..<arcStarts[number + 1]] }

    /// Finds the arcs of some layers of boundaries. Rings of fewer than three distinct positions are left out.
    ///
    /// Linear in the number of positions. Arcs are numbered in the order in which the layers, territories and rings first run along them.
    public init(layers boundaries: [[MultiPolygon]]) {
        let expected = boundaries.reduce(0) { $0 + $1.reduce(0) { $0 + $1.positionCount } }
        var index = VertexIndex(expecting: expected)
        let numbered = boundaries.map { layer in
            layer.map { boundary in
                boundary.polygons.map { polygon in polygon.rings.map { Self.numbers(of: $0, &index) } }
            }
        }
        let isNode = Self.nodes(numbered, vertexCount: index.positions.count)
        var cutter = ArcCutter(vertices: index.positions, isNode: isNode)
        layers = numbered.map { layer in
            layer.map { polygons in
                polygons.compactMap { rings in
                    guard let exterior = rings.first, exterior.count >= 3 else { return nil }
                    return rings.filter { $0.count >= 3 }.map { cutter.cut($0) }
                }
            }
        }
        positions = cutter.positions
        arcStarts = cutter.starts
        arcNodes = cutter.nodes
    }

    /// The vertices of a ring without the closing one and without immediate repetitions.
    private static func numbers(of ring: LinearRing, _ index: inout VertexIndex) -> [Int32] {
        var numbers: [Int32] = []
        numbers.reserveCapacity(ring.count)
        for position in ring {
            let number = index.number(of: position)
            if numbers.last != number { numbers.append(number) }
        }
        if numbers.count > 1 && numbers.first == numbers.last { numbers.removeLast() }
        return numbers
    }

    /// A vertex is a node when two visits of rings do not have the same two neighbours.
    private static func nodes(_ layers: [[[[[Int32]]]]], vertexCount: Int) -> [Bool] {
        var isNode = [Bool](repeating: false, count: vertexCount)
        var low = [Int32](repeating: -1, count: vertexCount)
        var high = [Int32](repeating: -1, count: vertexCount)
        for layer in layers {
            for polygons in layer {
                for rings in polygons {
                    for ring in rings where ring.count >= 3 {
                        var before = ring[ring.count - 1]
                        for place in ring.indices {
                            let after = place + 1 < ring.count ? ring[place + 1] : ring[0]
                            let vertex = Int(ring[place])
                            let least = min(before, after)
                            let most = max(before, after)
                            if low[vertex] < 0 {
                                low[vertex] = least
                                high[vertex] = most
                            } else if low[vertex] != least || high[vertex] != most {
                                isNode[vertex] = true
                            }
                            before = ring[place]
                        }
                    }
                }
            }
        }
        return isNode
    }
}

/// Cuts rings at their nodes and finds the arcs that were cut before, in either direction.
private struct ArcCutter {
    let vertices: [Position]
    let isNode: [Bool]
    var positions: [Position] = []
    var starts: [Int] = [0]
    var nodes: [(Int32, Int32)] = []
    /// An arc is known by its first edge; from the other end, by its last.
    private var byFirstEdge: [UInt64: Int32] = [:]

    init(vertices: [Position], isNode: [Bool]) {
        self.vertices = vertices
        self.isNode = isNode
        positions.reserveCapacity(vertices.count + vertices.count / 4)
    }

    mutating func cut(_ ring: [Int32]) -> [Int32] {
        guard let start = ring.firstIndex(where: { isNode[Int($0)] }) else {
            // Nothing else touches the ring: it begins at its first numbered vertex, so that an enclave's two rings agree.
            let least = ring.indices.min { ring[$0] < ring[$1] } ?? 0
            return [arc(Array(ring[least...]) + Array(ring[..<least]) + [ring[least]])]
        }
        var arcs: [Int32] = []
        var current: [Int32] = [ring[start]]
        for step in 1...ring.count {
            let place = start + step
            let vertex = ring[place < ring.count ? place : place - ring.count]
            current.append(vertex)
            if isNode[Int(vertex)] {
                arcs.append(arc(current))
                current = [vertex]
            }
        }
        return arcs
    }

    private mutating func arc(_ chain: [Int32]) -> Int32 {
        let first = Self.edge(chain[0], chain[1])
        if let known = byFirstEdge[first] { return known }
        let number = Int32(starts.count - 1)
        for vertex in chain { positions.append(vertices[Int(vertex)]) }
        starts.append(positions.count)
        let last = chain.count - 1
        nodes.append((chain[0], chain[last]))
        byFirstEdge[first] = number
        byFirstEdge[Self.edge(chain[last], chain[last - 1])] = ~number
        return number
    }

    private static func edge(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b)) }
}

extension BoundaryTopology {
    /// Which territories of a layer have each arc on their boundary.
    ///
    /// In a valid coverage at most two do; an arc that a territory runs along twice counts twice.
    public func owners(inLayer layer: Int) -> [Owners] {
        var owners = [Owners](repeating: Owners(), count: arcCount)
        for (territory, polygons) in layers[layer].enumerated() {
            for rings in polygons {
                for ring in rings {
                    for reference in ring {
                        let number = Int(reference < 0 ? ~reference : reference)
                        if owners[number].first < 0 {
                            owners[number].first = Int32(territory)
                        } else {
                            owners[number].second = Int32(territory)
                        }
                    }
                }
            }
        }
        return owners
    }

    /// The positions of a ring, closed.
    public func ring(_ references: ArcRing) -> LinearRing {
        var ring: LinearRing = []
        for reference in references {
            let arc = self.arc(Int(reference < 0 ? ~reference : reference))
            if reference < 0 {
                ring.append(contentsOf: ring.isEmpty ? arc.reversed()[...] : arc.reversed().dropFirst())
            } else {
                ring.append(contentsOf: ring.isEmpty ? arc : arc.dropFirst())
            }
        }
        return ring
    }

    /// The boundary of one territory of a layer, put together from its arcs.
    public func boundary(of territory: Int, inLayer layer: Int) -> MultiPolygon {
        MultiPolygon(
            layers[layer][territory].map { rings in
                Polygon(exterior: ring(rings[0]), holes: rings.dropFirst().map { ring($0) })
            })
    }

    /// The same arcs in another reference system, each position transformed once.
    ///
    /// - Throws: `GeometryError` when one of them has no image there.
    public func transformed(
        from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
    ) throws(GeometryError) -> BoundaryTopology {
        var result = self
        result.positions = try CoordinateTransformation.transformed(positions, from: source, to: target)
        return result
    }

    /// The same arcs with every position moved by a function that keeps their order along each arc.
    public func mapPositions(_ transform: (Position) -> Position) -> BoundaryTopology {
        var result = self
        result.positions = positions.map(transform)
        return result
    }

    /// The extent of all arcs.
    public var envelope: Envelope {
        var envelope = Envelope.empty
        for position in positions { envelope.extend(to: position) }
        return envelope
    }
}
