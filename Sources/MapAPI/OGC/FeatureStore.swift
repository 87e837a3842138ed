internal import GeoCore
internal import Synchronization

/// The collections of one snapshot, each made when it is first asked for and kept as long as the snapshot is served.
final class FeatureStore: Sendable {
    let snapshot: TerritorySnapshot
    private let state = Mutex(State())

    private struct State {
        var geometries: [TerritoryLevel: EncodedGeometries] = [:]
        var tables: [PublishedCollection: EncodedTable] = [:]
        /// Coverage with other actors or indicators than the default, the one used last at the end.
        var coverage: [(query: CoverageQuery, table: EncodedTable)] = []
        /// With fewer positions, the ones used last at the end.
        var generalised: [(level: TerritoryLevel, detail: BoundaryDetail, geometries: EncodedGeometries)] = []
    }

    /// Coverage tables kept beside the defaults: a client that pages through one asks for it again and again.
    private static let coverageLimit = 16
    /// Generalised levels kept.
    private static let generalisedLimit = 4

    init(_ snapshot: TerritorySnapshot) { self.snapshot = snapshot }

    /// A collection as it is without parameters.
    ///
    /// - Throws: `GeometryError` when the boundaries of its level were not loaded.
    func table(_ collection: PublishedCollection) throws -> EncodedTable {
        if case .coverage(let level) = collection { return try coverage(try Self.defaultQuery(level, snapshot)) }
        if let kept = state.withLock({ $0.tables[collection] }) { return kept }
        let made: EncodedTable
        switch collection {
        case .territories(let level):
            let geometries = try geometries(level)
            made = EncodedTable(.territories(level, in: snapshot.reference, geometry: geometries.column), geometries)
        case .actors, .projects, .coverage:
            let table = collection == .projects ? FeatureTable.projects(snapshot) : FeatureTable.actors(snapshot)
            made = EncodedTable(table, EncodedGeometries(table.geometry))
        }
        return state.withLock { state in
            if let other = state.tables[collection] { return other }
            state.tables[collection] = made
            return made
        }
    }

    /// A coverage collection with the actors and indicators of a query.
    func coverage(_ query: CoverageQuery) throws -> EncodedTable {
        let kept = state.withLock { state -> EncodedTable? in
            guard let place = state.coverage.firstIndex(where: { $0.query == query }) else { return nil }
            let entry = state.coverage.remove(at: place)
            state.coverage.append(entry)
            return entry.table
        }
        if let kept { return kept }
        let geometries = try geometries(query.level)
        let made = EncodedTable(.coverage(snapshot.coverage(query), geometry: geometries.column), geometries)
        state.withLock { state in
            state.coverage.removeAll { $0.query == query }
            state.coverage.append((query, made))
            if state.coverage.count > Self.coverageLimit { state.coverage.removeFirst() }
        }
        return made
    }

    /// All indicators of a level that are not computed on demand only.
    static func defaultQuery(_ level: TerritoryLevel, _ snapshot: TerritorySnapshot) throws -> CoverageQuery {
        try CoverageQuery(QueryParameters([("level", level.rawValue), ("indicator", "all")]), in: snapshot)
    }

    /// The boundaries of a level with fewer positions.
    func geometries(_ level: TerritoryLevel, detail: BoundaryDetail) throws -> EncodedGeometries {
        let kept = state.withLock { state -> EncodedGeometries? in
            guard let place = state.generalised.firstIndex(where: { $0.level == level && $0.detail == detail }) else { return nil }
            let entry = state.generalised.remove(at: place)
            state.generalised.append(entry)
            return entry.geometries
        }
        if let kept { return kept }
        guard let boundaries = snapshot.reference.boundaries(at: level, detail: detail) else { throw Self.notLoaded(level) }
        let made = EncodedGeometries(GeometryColumn(.boundaries(boundaries)))
        state.withLock { state in
            state.generalised.removeAll { $0.level == level && $0.detail == detail }
            state.generalised.append((level, detail, made))
            if state.generalised.count > Self.generalisedLimit { state.generalised.removeFirst() }
        }
        return made
    }

    private static func notLoaded(_ level: TerritoryLevel) -> GeometryError {
        GeometryError("the boundaries of level \(level.rawValue) were not loaded")
    }

    private func geometries(_ level: TerritoryLevel) throws -> EncodedGeometries {
        try state.withLock { state in
            if let kept = state.geometries[level] { return kept }
            guard let boundaries = snapshot.reference.boundaries(at: level) else { throw Self.notLoaded(level) }
            let made = EncodedGeometries(GeometryColumn(.boundaries(boundaries)))
            state.geometries[level] = made
            return made
        }
    }
}

/// Pieces of bytes side by side.
struct ByteSlices: Sendable {
    private let bytes: [UInt8]
    /// Where each piece begins, and where the last one ends.
    private let starts: [Int]

    init(count: Int, _ write: (Int, inout ByteSink) -> Void) {
        var sink = ByteSink()
        var starts = [0]
        starts.reserveCapacity(count + 1)
        for index in 0..<count {
            write(index, &sink)
            starts.append(sink.bytes.count)
        }
        bytes = sink.bytes
        self.starts = starts
    }

    subscript(index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }
}

/// A column of geometries with its GeoJSON as most ask for it, written at the first need: CRS84, six decimals, counter-clockwise.
final class EncodedGeometries: Sendable {
    let column: GeometryColumn
    private let encoded: LazyPart<ByteSlices>

    init(_ column: GeometryColumn) {
        self.column = column
        encoded = LazyPart {
            let geometry = column.inCRS84
            return ByteSlices(count: column.count) { index, sink in sink.append(geometry, at: index, writing: GeometryWriting()) }
        }
    }

    var json: ByteSlices { encoded() }
}

/// A table with its properties as JSON objects, written at the first need, so that a page is put together from pieces.
final class EncodedTable: Sendable {
    let table: FeatureTable
    let geometries: EncodedGeometries
    private let encoded: LazyPart<ByteSlices>

    init(_ table: FeatureTable, _ geometries: EncodedGeometries) {
        self.table = table
        self.geometries = geometries
        encoded = LazyPart {
            let columns = Array(table.schema.properties.indices)
            return ByteSlices(count: table.count) { row, sink in sink.appendProperties(of: table, row: row, columns: columns) }
        }
    }

    /// Of each row, the object `properties`.
    var properties: ByteSlices { encoded() }
}

/// How coordinates are written.
struct GeometryWriting: Sendable, Hashable {
    var system = CoordinateReferenceSystem.crs84
    var precision = 6
    var rings = RingOrientation.counterClockwise
    var detail = BoundaryDetail.full

    /// As most ask for it: what `EncodedGeometries` holds.
    var isUsual: Bool { system == .crs84 && precision == 6 && rings == .counterClockwise }

    /// Decimals from which on rounding moves a position by less than 0.1 m: no more than positions are exact.
    var fineDecimals: Int { system.isGeographic ? 6 : 1 }

    /// Millimetres where the unit is the metre, 0.1 m where it is the degree.
    static func defaultPrecision(_ system: CoordinateReferenceSystem) -> Int { system.isGeographic ? 6 : 3 }
}

extension ByteSink {
    mutating func appendProperties(of table: FeatureTable, row: Int, columns: [Int]) {
        append("{")
        for (place, column) in columns.enumerated() {
            if place > 0 { append(",") }
            appendJSON(table.schema.properties[column].name)
            append(":")
            appendJSON(table.columns[column][row])
        }
        append("}")
    }

    /// The GeoJSON of one geometry, `null` where there is none; axes in the order of the system's authority.
    ///
    /// - Parameter geometry: in the system of `writing`, or in CRS84 for another geographic one.
    mutating func append(_ geometry: FeatureGeometry, at index: Int, writing: GeometryWriting) {
        guard !geometry.isNull(index) else { return append("null") }
        let isSwapped = writing.system.isLatitudeFirst
        switch geometry.shapes {
        case .points(let points):
            guard let point = points[index] else { return append("null") }
            appendPoint(isSwapped ? Position(point.y, point.x) : point, precision: writing.precision)
        case .boundaries(let boundaries):
            guard isSwapped else {
                return appendGeoJSON(
                    boundaries[index], precision: writing.precision, rings: writing.rings, isUniform: true, fineDecimals: writing.fineDecimals)
            }
            // Swapping the axes mirrors a ring: turned the other way in numbers, it turns as asked on the ground.
            let mirrored: RingOrientation = writing.rings == .counterClockwise ? .clockwise : .counterClockwise
            appendGeoJSON(
                boundaries[index].mapPositions { Position($0.y, $0.x) }, precision: writing.precision, rings: mirrored, isUniform: true,
                fineDecimals: writing.fineDecimals)
        }
    }
}
