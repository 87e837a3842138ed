/// The actors of a list in columns, in the order of their places: what makes a tally of a million actors a matter of milliseconds.
///
/// Rows are sorted by bucket and, in a bucket, by SIREN, so that the rows of one site stand together. Buckets are numbered: the communes in
/// code order, the departments in code order (commune not known), the region (department not known), and elsewhere (outside the region).
/// Immutable; built once a snapshot. Whatever the order of the list, the figures are the same.
struct ActorIndex: Sendable {
    let communeCount: Int
    let departmentCount: Int
    /// Where the rows of each bucket begin; one more than there are buckets.
    let bucketStarts: [Int32]
    /// As the nine digits' number; −1 where there is none.
    let sirens: [Int32]
    /// The place of the kind among `ActorKind.allCases`.
    let kinds: [UInt8]
    /// Bit n: SDG n.
    let sdgs: [UInt32]
    let themes: BitColumn
    let countries: BitColumn
    /// First and last day of activity as `CalendarDate.number`; the extremes where unknown.
    let starts: [Int32]
    let ends: [Int32]
    /// Longitude and latitude of the actors that have a position of their own; not a number for those at their commune's reference point.
    let longitudes: [Double]
    let latitudes: [Double]
    /// Some actor has a position of its own.
    let hasPositions: Bool

    var bucketCount: Int { communeCount + departmentCount + 2 }
    /// The bucket of actors known only to be in the region, or perhaps so.
    var regionBucket: Int { communeCount + departmentCount }
    var outsideBucket: Int { regionBucket + 1 }

    init(_ actors: [LocatedActor], reference: ReferenceGeography) {
        let communes = reference.communes.count
        let region = communes + reference.departments.count
        self.init(actors, communeCount: communes, departmentCount: reference.departments.count) { row in
            if let code = actors[row].match.communeCode, let index = reference.index(of: code.rawValue, at: .commune) {
                return index
            }
            if actors[row].match.status == .outside { return region + 1 }
            if let code = actors[row].match.departmentCode,
                let index = reference.index(of: code.rawValue, at: .department)
            {
                return communes + index
            }
            return region
        }
    }

    /// The same by other places than communes, and what is in none of them.
    ///
    /// - Parameter places: of each actor its place, `placeCount` where it has none.
    init(_ actors: [LocatedActor], placeCount: Int, places: [Int]) {
        self.init(actors, communeCount: placeCount, departmentCount: 0) { places[$0] }
    }

    private init(
        _ actors: [LocatedActor], communeCount: Int, departmentCount: Int, bucketOf: (Int) -> Int
    ) {
        self.communeCount = communeCount
        self.departmentCount = departmentCount
        // Bucket, then SIREN (0 where there is none), in one number that is sorted together with the row.
        var order: [(key: UInt64, row: Int32)] = []
        order.reserveCapacity(actors.count)
        var counts = [Int32](repeating: 0, count: communeCount + departmentCount + 3)
        // By their places: an actor is large, and handing out each costs more than what is read of it.
        for row in actors.indices {
            let bucket = bucketOf(row)
            counts[bucket + 1] += 1
            order.append((UInt64(bucket) << 32 | UInt64(Self.number(actors[row].actor.siren) + 1), Int32(row)))
        }
        for bucket in 1..<counts.count { counts[bucket] += counts[bucket - 1] }
        bucketStarts = counts
        order.sort { $0.key == $1.key ? $0.row < $1.row : $0.key < $1.key }

        var sirens: [Int32] = []
        var kinds: [UInt8] = []
        var sdgs: [UInt32] = []
        var starts: [Int32] = []
        var ends: [Int32] = []
        var longitudes: [Double] = []
        var latitudes: [Double] = []
        for reserve in [order.count] {
            sirens.reserveCapacity(reserve)
            kinds.reserveCapacity(reserve)
            sdgs.reserveCapacity(reserve)
            starts.reserveCapacity(reserve)
            ends.reserveCapacity(reserve)
            longitudes.reserveCapacity(reserve)
            latitudes.reserveCapacity(reserve)
        }
        let kindNumbers = Dictionary(ActorKind.allCases.enumerated().map { ($1, UInt8($0)) }, uniquingKeysWith: { first, _ in first })
        for place in order.indices {
            let row = Int(order[place].row)
            sirens.append(Int32(truncatingIfNeeded: Int64(order[place].key & 0xFFFF_FFFF) - 1))
            kinds.append(kindNumbers[actors[row].actor.kind] ?? 0)
            sdgs.append(actors[row].actor.sdgs.reduce(0) { (1...17).contains($1) ? $0 | 1 << UInt32($1) : $0 })
            starts.append(actors[row].actor.start?.number ?? .min)
            ends.append(actors[row].actor.end?.number ?? .max)
            let position = actors[row].match.precision == .point ? actors[row].match.position : nil
            longitudes.append(position?.x ?? .nan)
            latitudes.append(position?.y ?? .nan)
        }
        self.sirens = sirens
        self.kinds = kinds
        self.sdgs = sdgs
        let rows = order.map { Int($0.row) }
        (themes, countries) = together(
            { BitColumn(rows: rows.lazy.map { actors[$0].actor.themes }) }, { BitColumn(rows: rows.lazy.map { actors[$0].actor.countries }) })
        self.starts = starts
        self.ends = ends
        self.longitudes = longitudes
        self.latitudes = latitudes
        hasPositions = longitudes.contains { !$0.isNaN }
    }

    private static func number(_ siren: SIREN?) -> Int32 {
        siren.flatMap { Int32($0.rawValue) } ?? -1
    }
}

extension CalendarDate {
    /// A number that orders days as they follow each other.
    var number: Int32 { Int32(year * 10_000 + month * 100 + day) }
}
