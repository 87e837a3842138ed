/// Names by how they sound.
final class SoundIndex: Sendable {
    private let table: NameTable

    /// Postings are numbers of keys in the table of names.
    init(names: PlaceNames) {
        var table = NameTableBuilder(expectedKeys: names.table.keyCount)
        var sound: [UInt8] = []
        names.table.arena.withUnsafeBufferPointer { arena in
            for key in 0..<names.table.keyCount where names.isPlace(key) {
                sound.removeAll(keepingCapacity: true)
                FrenchPhonetics.append(UnsafeBufferPointer(rebasing: arena[names.table.letters(of: key)]), to: &sound)
                guard sound.count >= 4 else { continue }
                sound.withUnsafeBufferPointer { table.add($0, NamePosting(.current, article: .none, target: key)) }
            }
        }
        self.table = NameTable(table)
    }

    func write(to section: inout ArchiveSection) { table.write(to: &section) }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) { table = try NameTable(&section) }

    /// The keys that sound like these letters, as the targets of postings. `sound` is working space.
    func keys(soundingLike letters: UnsafeBufferPointer<UInt8>, _ sound: inout [UInt8]) -> NamePostings {
        sound.removeAll(keepingCapacity: true)
        FrenchPhonetics.append(letters, to: &sound)
        guard sound.count >= 4, let key = sound.withUnsafeBufferPointer({ table.key($0) }) else { return table.noPostings }
        return table.postings(of: key)
    }
}
