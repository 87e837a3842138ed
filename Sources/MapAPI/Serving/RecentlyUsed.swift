/// Values by key with what each costs, that can forget those not used for longest.
///
/// Use is told by ages: one ends when so much was added or used again in it as `span` says. Whole ages are forgotten, the oldest first: nothing has to be
/// kept in order, and a value that is used is kept as long as several other spans are not.
struct RecentlyUsed<Key: Hashable, Value> {
    private struct Entry {
        let value: Value
        let cost: Int
        /// When it was used last; one before `first` counts as `first`.
        var age: Int
    }

    /// More ages are not told apart: the oldest two become one.
    private static var agesKept: Int { 16 }

    private let span: Int
    private var entries: [Key: Entry] = [:]
    /// What the values of each age cost, from `first` on.
    private var costs = [0]
    private var first = 0
    /// Of all values.
    private(set) var cost = 0

    /// - Parameter span: the cost after which an age ends.
    init(span: Int) { self.span = span }

    /// Used by that, if it is there.
    subscript(key: Key) -> Value? {
        mutating get {
            guard let place = entries.index(forKey: key) else { return nil }
            let entry = entries.values[place]
            let now = first + costs.count - 1
            if entry.age != now {
                costs[max(0, entry.age - first)] -= entry.cost
                entries.values[place].age = use(entry.cost)
            }
            return entry.value
        }
    }

    func contains(_ key: Key) -> Bool { entries[key] != nil }

    /// - Parameter key: that of no value yet.
    mutating func insert(_ value: Value, cost: Int, for key: Key) {
        self.cost += cost
        entries[key] = Entry(value: value, cost: cost, age: use(cost))
    }

    /// Counts a use in the age that is, or in a new one when that has had its share.
    ///
    /// - Returns: that age.
    private mutating func use(_ cost: Int) -> Int {
        let now = costs.count - 1
        if costs[now] > 0, costs[now] + cost > span {
            costs.append(0)
            if costs.count > Self.agesKept {
                costs[1] += costs[0]
                costs.removeFirst()
                first += 1
            }
        }
        costs[costs.count - 1] += cost
        return first + costs.count - 1
    }

    /// Forgets the oldest age.
    ///
    /// - Returns: what was in it.
    mutating func forgetOldest() -> [(key: Key, value: Value)] {
        if costs.count == 1 { costs.append(0) }
        let oldest = first
        cost -= costs.removeFirst()
        first += 1
        var forgotten: [(key: Key, value: Value)] = []
        entries = entries.filter { key, entry in
            if entry.age <= oldest { forgotten.append((key, entry.value)) }
            return entry.age > oldest
        }
        return forgotten
    }
}
