/// What became of communes since 1943, from INSEE's file of movements: every old name and code with the commune that holds its ground today.
public struct Movements: Sendable {
    /// One old name.
    public struct FormerName: Sendable, Hashable {
        public let name: String
        /// The INSEE code it had.
        public let code: String
        /// Codes of the current communes it became; several when its ground was shared out.
        public let currentCodes: [String]
        /// ISO date at which the name ended.
        public let until: String
        /// The commune itself goes on under another name and the same code.
        public let isRenaming: Bool
    }

    /// In order of code, then date.
    public let formerNames: [FormerName]
    /// Old code → current codes.
    public let successors: [String: [String]]

    var isEmpty: Bool { formerNames.isEmpty && successors.isEmpty }

    /// No movements known.
    public static let none = Movements([])

    /// - Parameter movements: the rows of the file, in any order.
    public init(_ movements: [CommuneMovement]) {
        let chain = MovementChain(movements)
        var successors: [String: [String]] = [:]
        for code in chain.departures.keys {
            let current = chain.current(code)
            if current != [code] { successors[code] = current }
        }
        var latest: [FormerKey: FormerName] = [:]
        for movement in movements where movement.codeBefore != movement.codeAfter || movement.nameBefore != movement.nameAfter {
            // A creation takes ground from a commune that goes on: its name did not end.
            if movement.kind == 20 || movement.kind == 21 && movement.codeBefore != movement.codeAfter { continue }
            var current = chain.current(movement.codeBefore)
            if current == [movement.codeBefore], movement.codeAfter != movement.codeBefore, chain.departures[movement.codeBefore] == nil {
                current = chain.current(movement.codeAfter)
            }
            let key = FormerKey(code: movement.codeBefore, name: movement.nameBefore)
            let isRenaming = movement.kind == 10 && current == [movement.codeBefore] && !chain.tookOthers(movement.codeBefore, since: movement.date)
            if let known = latest[key], (known.until, known.isRenaming ? 1 : 0) >= (movement.date, isRenaming ? 1 : 0) { continue }
            latest[key] = FormerName(
                name: movement.nameBefore, code: movement.codeBefore, currentCodes: current, until: movement.date, isRenaming: isRenaming)
        }
        formerNames = latest.values.sorted { ($0.code, $0.until, $0.name) < ($1.code, $1.until, $1.name) }
        self.successors = successors
    }

    /// Reads the table of the file: `CommuneMovement.table`.
    public init(header: [String], rows: [[String]]) throws(MovementsError) {
        self.init(try CommuneMovement.table(header: header, rows: rows))
    }

    private struct FormerKey: Hashable {
        let code: String
        let name: String
    }
}

/// Follows a commune from merger to merger.
struct MovementChain {
    struct Departure {
        var date: String
        var targets: [String]
    }

    /// For each code, when its ground last went to other communes, and which.
    private(set) var departures: [String: Departure] = [:]
    /// For each code, the last date at which others merged into it.
    private var mergers: [String: String] = [:]
    /// For each code, the last date at which it became a commune (again).
    private var arrivals: [String: String] = [:]

    init(_ movements: [CommuneMovement]) {
        for movement in movements where movement.typeAfter == "COM" {
            let isDeparture =
                movement.typeBefore == "COM" && movement.codeBefore != movement.codeAfter && movement.kind != 20 && movement.kind != 21
            if isDeparture {
                mergers[movement.codeAfter] = max(mergers[movement.codeAfter] ?? "", movement.date)
                if let known = departures[movement.codeBefore] {
                    if known.date == movement.date {
                        if !known.targets.contains(movement.codeAfter) { departures[movement.codeBefore]?.targets.append(movement.codeAfter) }
                        continue
                    }
                    if known.date > movement.date { continue }
                }
                departures[movement.codeBefore] = Departure(date: movement.date, targets: [movement.codeAfter])
            } else if movement.kind == 20 || movement.kind == 21 {
                arrivals[movement.codeAfter] = max(arrivals[movement.codeAfter] ?? "", movement.date)
            }
        }
        for code in departures.keys { departures[code]?.targets.sort() }
    }

    /// The commune merged with others at that date or later: its older names are those of a part of it.
    func tookOthers(_ code: String, since date: String) -> Bool { (mergers[code] ?? "") >= date }

    /// The codes that hold the ground of a code today; the code itself when it never left.
    func current(_ code: String) -> [String] {
        var found: [String] = []
        follow(code, seen: [], into: &found)
        return found.sorted()
    }

    private func follow(_ code: String, seen: Set<String>, into found: inout [String]) {
        guard let departure = departures[code], (arrivals[code] ?? "") < departure.date, !seen.contains(code), seen.count < 32 else {
            if !found.contains(code) { found.append(code) }
            return
        }
        for target in departure.targets { follow(target, seen: seen.union([code]), into: &found) }
    }
}
