/// The rows of one sheet, in order: those of XLSX and of ODS.
protocol SheetRows: AnyObject {
    /// Replaces `row` by the next row that has cells: its number in the sheet (from 1) as `line`, one field for each column up to its last
    /// cell. `false` at the end.
    func next(into row: inout DelimitedRecord) throws(ImportError) -> Bool
}

/// The bounds of a spreadsheet program, which no real sheet exceeds and which keep a hostile one harmless.
enum SheetBounds {
    static let rows = 1_048_576
    static let columns = 16_384
    static let recordBytes = 8 << 20
}

extension DelimitedRecord {
    mutating func reset(line: Int) {
        self.line = line
        flaws.removeAll(keepingCapacity: true)
        storage.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }

    /// Ends a field that began at `start` of the storage, as that of `column` (from 0); columns skipped are empty.
    mutating func endField(from start: Int, column: Int) {
        if column < fields.count { return fields[column] = start..<storage.count }
        while fields.count < column { fields.append(start..<start) }
        fields.append(start..<storage.count)
    }

    mutating func pad(to width: Int) {
        while fields.count < width { fields.append(storage.count..<storage.count) }
    }
}
