/// Which of the first rows of a table names the columns.
///
/// It is the one in which most columns are recognised; the first of equals. Where none is, the first row of more than one cell, for a title
/// stands alone. A row of data may hold a word that names a column (« Commune » for a kind of actor): one such word is no header beside numbers,
/// nor below a row of several cells. Boxes ticked with an `x` are no longitudes.
struct HeaderSearch: Sendable {
    /// As much of a text as is looked at.
    static let maximumBytes = 128 << 10
    private static let maximumRows = 30

    private(set) var header: DelimitedRecord?
    private(set) var rowsAbove = 0
    private let columns: [String]
    private var best = -1
    private var seen = 0
    private var hasSeenWideRow = false

    /// - Parameter columns: `meaning=header` pairs of the user.
    init(columns: [String]) { self.columns = columns }

    /// Several columns of the header are recognised.
    var isCertain: Bool { best > 4 }

    var isOver: Bool { seen >= Self.maximumRows }

    /// The next row; those that hold nothing do not count.
    mutating func look(at row: DelimitedRecord) {
        guard !isOver, !row.isBlank else { return }
        defer { seen += 1 }
        let cells = row.values
        let score = score(cells)
        if cells.count(where: { !$0.isEmpty }) > 1 { hasSeenWideRow = true }
        guard score > best else { return }
        best = score
        header = row
        rowsAbove = seen
    }

    private func score(_ cells: [String]) -> Int {
        let recognised = TableColumns.recognised(Self.isTicked(cells) ? cells.filter { $0.count > 1 } : cells, overrides: columns)
        if recognised > 1 { return 3 + recognised }
        let isWide = cells.count { !$0.isEmpty } > 1
        let isNamed = recognised == 1 && !cells.contains { $0.utf8.first.map { (48...57).contains($0) } == true }
        return isWide ? (isNamed && !hasSeenWideRow ? 3 : 2) : (isNamed ? 1 : 0)
    }

    /// An `x` without a `y`: a tick.
    private static func isTicked(_ cells: [String]) -> Bool {
        cells.contains { $0 == "x" || $0 == "X" } && !cells.contains { $0 == "y" || $0 == "Y" }
    }

    /// - Parameter word: what rows of such a table are called by.
    func note(line: Int, word: String) -> String {
        let above = rowsAbove == 1 ? "the row above it is" : "\(rowsAbove) rows above it are"
        return "the header is taken to be \(word) \(line); \(above) left out"
    }
}
