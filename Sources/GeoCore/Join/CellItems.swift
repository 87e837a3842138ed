/// Items in the order of the cells they belong to; within a cell they keep the order in which they were added.
struct CellItems<Item: Sendable>: Sendable {
    private let starts: [Int32]
    private let items: [Item]

    /// - Parameters:
    ///   - counts: how many items each cell gets.
    ///   - enumerate: calls its argument with every cell and item.
    init(cellCount: Int, counts: [Int32], _ enumerate: ((Int, Item) -> Void) -> Void) {
        var starts = [Int32](repeating: 0, count: cellCount + 1)
        var sum: Int32 = 0
        for cell in 0..<cellCount {
            starts[cell] = sum
            sum += counts[cell]
        }
        starts[cellCount] = sum
        var next = starts
        items = [Item](unsafeUninitializedCapacity: Int(sum)) { items, count in
            next.withUnsafeMutableBufferPointer { next in
                enumerate { cell, item in
                    items.initializeElement(at: Int(next[cell]), to: item)
                    next[cell] += 1
                }
            }
            count = Int(sum)
        }
        self.starts = starts
    }

    func isEmpty(_ cell: Int) -> Bool { starts[cell] == starts[cell + 1] }

    subscript(cell: Int) -> ArraySlice<Item> { items[Int(starts[cell])..<Int(starts[cell + 1])] }

    /// So many ranges of cells, of about as many items each.
    func ranges(of count: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for part in 1...max(1, count) {
            let wanted = part == max(1, count) ? Int32.max : Int32(items.count * part / count)
            var end = start
            while end < starts.count - 1, starts[end + 1] <= wanted { end += 1 }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }
}
