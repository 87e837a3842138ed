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

    public let formerNames: [FormerName]
    /// Old code → current codes.
    public let successors: [String: [String]]

    /// No movements known.
    public static let none = Movements(formerNames: [], successors: [:])

    init(formerNames: [FormerName], successors: [String: [String]]) {
        self.formerNames = formerNames
        self.successors = successors
    }
}
