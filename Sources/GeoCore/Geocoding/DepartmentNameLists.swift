/// The keys of the names of each department of the region: few enough to be compared one by one when the department is known.
final class DepartmentNameLists: Sendable {
    private static let longest = 64
    /// For each department and length, where its keys begin.
    private let starts: Column<Int32>
    private let keys: Column<UInt32>
    private let signatures: Column<UInt64>

    init(names: PlaceNames, communeDepartments: [UInt8], departments: Int) {
        let table = names.table
        var seen = [UInt32](repeating: .max, count: departments)
        var entries: [(list: Int, key: UInt32)] = []
        for key in 0..<table.keyCount where table.letters(of: key).count >= 4 {
            for posting in table.postings(of: key) {
                guard let commune = names.commune(of: posting) else { continue }
                let department = Int(communeDepartments[Int(commune)])
                guard department < departments, seen[department] != UInt32(key) else { continue }
                seen[department] = UInt32(key)
                entries.append((department * Self.longest + min(table.letters(of: key).count, Self.longest - 1), UInt32(key)))
            }
        }
        entries.sort { ($0.list, $0.key) < ($1.list, $1.key) }
        var starts = [Int32](repeating: 0, count: departments * Self.longest + 1)
        for entry in entries { starts[entry.list + 1] += 1 }
        for list in 1..<starts.count { starts[list] += starts[list - 1] }
        self.starts = Column(starts)
        keys = Column(entries.map(\.key))
        let signatures = table.arena.withUnsafeBufferPointer { arena in
            entries.map { EditDistance.signature(UnsafeBufferPointer(rebasing: arena[table.letters(of: Int($0.key))])) }
        }
        self.signatures = Column(signatures)
    }

    func write(to section: inout ArchiveSection) {
        section.append(starts)
        section.append(keys)
        section.append(signatures)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        starts = try section.column()
        keys = try section.column()
        signatures = try section.column()
        guard keys.count == signatures.count, Int(starts.last ?? 0) == keys.count else {
            throw ArchiveError(problem: "the names of departments are damaged")
        }
    }

    /// Calls `body` with each key of the department that may lie within `bound` of a text of this signature and length.
    @inline(__always)
    func forEach(in department: UInt8, near signature: UInt64, count: Int, bound: Int, _ body: (Int) -> Void) {
        let first = Int(department) * Self.longest + min(max(0, count - bound), Self.longest - 1)
        let last = Int(department) * Self.longest + min(count + bound, Self.longest - 1)
        guard last + 1 < starts.count else { return }
        for place in Int(starts[first])..<Int(starts[last + 1])
        where (signatures[place] ^ signature).nonzeroBitCount <= 2 * bound {
            body(Int(keys[place]))
        }
    }
}
