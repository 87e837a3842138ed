/// A set of departments by number.
package struct DepartmentSet: Hashable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    package var isEmpty: Bool { low == 0 && high == 0 }

    package func contains(_ department: UInt8) -> Bool {
        department < 64 ? low & 1 << UInt64(department) != 0 : department < 128 && high & 1 << UInt64(department - 64) != 0
    }

    package mutating func insert(_ department: UInt8) {
        if department < 64 { low |= 1 << UInt64(department) } else if department < 128 { high |= 1 << UInt64(department - 64) }
    }

    /// The only member, if there is one.
    package var only: UInt8? {
        guard low.nonzeroBitCount + high.nonzeroBitCount == 1 else { return nil }
        return low != 0 ? UInt8(low.trailingZeroBitCount) : UInt8(64 + high.trailingZeroBitCount)
    }

    package func intersection(_ other: DepartmentSet) -> DepartmentSet {
        var set = self
        set.low &= other.low
        set.high &= other.high
        return set
    }
}
