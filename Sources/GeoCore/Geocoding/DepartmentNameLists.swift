/// The keys of the names of each department of the region: few enough to be compared one by one when the department is known.
final class DepartmentNameLists: Sendable {
    private let starts: [Int]
    private let keys: [UInt32]
    private let signatures: [UInt64]
    private let counts: [UInt8]

    init(names: PlaceNames, communeDepartments: [UInt8], departments: Int) {
        var lists = [[UInt32]](repeating: [], count: departments)
        let table = names.table
        for key in 0..<table.keyCount where table.letters(of: key).count >= 4 {
            for posting in table.postings(of: key) {
                guard let commune = names.commune(of: posting) else { continue }
                let department = Int(communeDepartments[Int(commune)])
                if department < departments, lists[department].last != UInt32(key) { lists[department].append(UInt32(key)) }
            }
        }
        var starts = [0]
        var keys: [UInt32] = []
        for list in lists {
            keys += list
            starts.append(keys.count)
        }
        self.starts = starts
        self.keys = keys
        signatures = table.arena.withUnsafeBufferPointer { arena in
            keys.map { EditDistance.signature(UnsafeBufferPointer(rebasing: arena[table.letters(of: Int($0))])) }
        }
        counts = keys.map { UInt8(min(255, table.letters(of: Int($0)).count)) }
    }

    /// Calls `body` with each key of the department that may lie within `bound` of a text of this signature and length.
    @inline(__always)
    func forEach(in department: UInt8, near signature: UInt64, count: Int, bound: Int, _ body: (Int) -> Void) {
        guard Int(department) + 1 < starts.count else { return }
        for place in starts[Int(department)]..<starts[Int(department) + 1] {
            if (signatures[place] ^ signature).nonzeroBitCount > 2 * bound || abs(Int(counts[place]) - count) > bound { continue }
            body(Int(keys[place]))
        }
    }
}
