/// How many of the selected actors each commune has, and where the others are.
///
/// A row of the list is a site. Rows with the same SIREN in the same commune are one site and count once; an organisation's branch in another
/// commune counts there. The counts of larger territories are the sums of their communes', plus the actors known only to be in the
/// department, so that sums hold at every level. Whole numbers, but with `count=fractional`.
public struct ActorTally: Sendable {
    /// Of each bucket of the index.
    let byBucket: [Double]
    let communeCount: Int
    /// Number of sites of each bucket, whatever they count for.
    let sitesByBucket: [Int]
    /// Number of sites, whatever they count for.
    public let sitesPlaced: Int
    public let sitesCounted: Int
    /// In another region or abroad: counted nowhere, reported.
    public let sitesOutside: Int

    /// For each commune of the reference, in code order.
    public var byCommune: ArraySlice<Double> { byBucket[..<communeCount] }
    /// For each department, in code order: department known, commune not.
    public var unlocatedByDepartment: [Double] { Array(byBucket[communeCount..<byBucket.count - 2]) }
    /// Neither commune nor department known.
    public var unlocated: Double { byBucket[byBucket.count - 2] }

    /// Share of the sites counted that are placed in a commune, 0…1; nil when there is none.
    public var sharePlaced: Double? { sitesCounted > 0 ? Double(sitesPlaced) / Double(sitesCounted) : nil }

    /// Counts the rows of the index that a filter accepts. Linear in the number of rows.
    init(_ index: ActorIndex, _ selection: ActorSelection) {
        var byBucket = [Double](repeating: 0, count: index.bucketCount)
        var placed = 0
        var counted = 0
        var outside = 0
        let sitesByBucket = (0..<index.bucketCount).map { bucket in
            let sites = selection.isWeighted ? index.weighedSites(bucket, selection, &byBucket[bucket]) : index.sites(bucket, selection)
            if !selection.isWeighted { byBucket[bucket] = Double(sites) }
            if bucket == index.outsideBucket { outside = sites } else { counted += sites }
            if bucket < index.communeCount { placed += sites }
            return sites
        }
        self.sitesByBucket = sitesByBucket
        byBucket[index.outsideBucket] = 0
        self.byBucket = byBucket
        communeCount = index.communeCount
        sitesPlaced = placed
        sitesCounted = counted
        sitesOutside = outside
    }

    /// The figures of every territory of `level`, in code order: its communes' and, of departments and the region, the not localised.
    func sums(at level: TerritoryLevel, in reference: ReferenceGeography) -> [Double] {
        Self.sums(byBucket, at: level, in: reference)
    }

    /// The same of any quantity that adds up, given for every bucket.
    static func sums(_ byBucket: [Double], at level: TerritoryLevel, in reference: ReferenceGeography) -> [Double] {
        let communes = reference.communes.count
        if level == .commune { return Array(byBucket[..<communes]) }
        var sums = [Double](repeating: 0, count: reference.territories(at: level).count)
        for (commune, owner) in reference.hierarchy.parents(at: level).enumerated() { sums[owner] += byBucket[commune] }
        switch level {
        case .department:
            for index in sums.indices { sums[index] += byBucket[communes + index] }
        case .region:
            for index in sums.indices { sums[index] += byBucket[communes..<communes + reference.departments.count + 1].reduce(0, +) }
        case .epci, .canton, .commune, .zone: break
        }
        return sums
    }
}

extension ActorIndex {
    func rows(_ bucket: Int) -> Range<Int> { Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1]) }

    /// The sites of a bucket that a filter accepts. Rows of one SIREN stand together and count once.
    fileprivate func sites(_ bucket: Int, _ selection: ActorSelection) -> Int {
        var sites = 0
        var last: Int32 = -1
        for row in rows(bucket) where selection.accepts(row) {
            let siren = sirens[row]
            if siren >= 0 {
                if siren == last { continue }
                last = siren
            }
            sites += 1
        }
        return sites
    }

    /// The same, with the sum of what they count for. Added in order of size, so that the order of the list does not change a digit.
    fileprivate func weighedSites(_ bucket: Int, _ selection: ActorSelection, _ sum: inout Double) -> Int {
        var weights: [Double] = []
        forEachSite(bucket) { rows in
            if rows.contains(where: selection.accepts) { weights.append(selection.weight(rows)) }
        }
        weights.sort()
        sum = weights.reduce(0, +)
        return weights.count
    }

    /// Calls `body` with the rows of each site of a bucket.
    func forEachSite(_ bucket: Int, _ body: (Range<Int>) -> Void) {
        let rows = rows(bucket)
        var start = rows.lowerBound
        while start < rows.upperBound {
            var end = start + 1
            if sirens[start] >= 0 {
                while end < rows.upperBound && sirens[end] == sirens[start] { end += 1 }
            }
            body(start..<end)
            start = end
        }
    }

    /// For each bucket and kind, the sites that have a row of that kind which the filter accepts: kind k of bucket b at `b * kinds + k`.
    func kindCounts(_ selection: ActorSelection) -> [Double] {
        let kindCount = ActorKind.allCases.count
        var counts = [Double](repeating: 0, count: bucketCount * kindCount)
        for bucket in 0..<bucketCount {
            if selection.isWeighted {
                var weights = [[Double]](repeating: [], count: kindCount)
                forEachSite(bucket) { rows in
                    var seen: UInt32 = 0
                    for row in rows where selection.accepts(row) { seen |= 1 << UInt32(kinds[row]) }
                    guard seen != 0 else { return }
                    let weight = selection.weight(rows)
                    for kind in 0..<kindCount where seen & (1 << UInt32(kind)) != 0 { weights[kind].append(weight) }
                }
                for kind in 0..<kindCount { counts[bucket * kindCount + kind] = weights[kind].sorted().reduce(0, +) }
                continue
            }
            var last: Int32 = -1
            var seen: UInt32 = 0
            for row in rows(bucket) where selection.accepts(row) {
                let kind = Int(kinds[row])
                let siren = sirens[row]
                if siren >= 0 {
                    if siren != last { seen = 0 }
                    last = siren
                    if seen & (1 << UInt32(kind)) != 0 { continue }
                    seen |= 1 << UInt32(kind)
                }
                counts[bucket * kindCount + kind] += 1
            }
        }
        return counts
    }

    /// For each bucket, the SDGs of the actors accepted, as bits.
    func sdgMasks(_ selection: ActorSelection) -> [UInt32] {
        (0..<bucketCount).map { bucket in
            var mask: UInt32 = 0
            for row in rows(bucket) where selection.accepts(row) { mask |= sdgs[row] }
            return mask
        }
    }
}
