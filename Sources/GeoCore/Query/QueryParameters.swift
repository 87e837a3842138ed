/// The named values of one query, from a command line or from a URL: the same names, read by the same code.
///
/// A reader takes the parameters it knows; `finish` refuses what is left, so that nothing is silently ignored.
public struct QueryParameters: Sendable {
    private var values: [(name: String, value: String)]
    private var known: [String] = []
    private var settled: [String: [String]] = [:]

    public init(_ values: [(name: String, value: String)]) { self.values = values }

    /// A parameter of this name is given and nobody has taken it yet.
    public func contains(_ name: String) -> Bool { values.contains { $0.name == name } }

    /// What nobody has taken yet, in order.
    public var given: [(name: String, value: String)] { values }

    /// Adds what a reader further on will take: what a path says, for instance, in place of a parameter.
    public mutating func add(_ name: String, _ value: String) { values.append((name, value)) }

    /// Gives a reader further on its values, or none, in place of what is asked: the name is no parameter here, and refused where it is given.
    public mutating func settle(_ name: String, _ values: [String] = []) { settled[name] = values }

    /// All values of a repeatable parameter, in order; a value may hold several, separated by commas. Empty ones are refused.
    public mutating func list(_ name: String) throws(QueryError) -> [String] {
        var result: [String] = []
        for value in take(name) {
            for part in value.split(separator: ",", omittingEmptySubsequences: false) {
                let text = Self.trimmed(part)
                guard !text.isEmpty else {
                    throw QueryError(parameter: name, problem: "an empty value", remedy: "Give a value or leave the parameter out.")
                }
                result.append(text)
            }
        }
        return result
    }

    /// All values of a repeatable parameter of free text, in order: a comma is part of the text. Empty ones are refused.
    public mutating func lines(_ name: String) throws(QueryError) -> [String] {
        let found = take(name)
        guard found.allSatisfy({ !Self.trimmed($0[...]).isEmpty }) else {
            throw QueryError(parameter: name, problem: "an empty value", remedy: "Give a value or leave the parameter out.")
        }
        return found
    }

    /// The value of a parameter that may be given once; `nil` when it is not given.
    public mutating func single(_ name: String) throws(QueryError) -> String? {
        let found = take(name)
        guard found.count <= 1 else { throw QueryError(parameter: name, problem: "given \(found.count) times", remedy: "Give it once.") }
        guard let text = found.first else { return nil }
        guard !Self.trimmed(text[...]).isEmpty else {
            throw QueryError(parameter: name, problem: "an empty value", remedy: "Give a value or leave the parameter out.")
        }
        return text
    }

    /// One of a closed set of values.
    public mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(QueryError) -> Value? where Value.RawValue == String {
        guard let text = try single(name) else { return nil }
        return try Self.parse(text, name)
    }

    /// Any of a closed set of values.
    public mutating func choices<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(QueryError) -> [Value] where Value.RawValue == String {
        var result: [Value] = []
        for text in try list(name) { result.append(try Self.parse(text, name)) }
        return result
    }

    private static func parse<Value: RawRepresentable & CaseIterable>(
        _ text: String, _ name: String
    ) throws(QueryError) -> Value where Value.RawValue == String {
        if let value = Value(rawValue: text) ?? Value(rawValue: text.lowercased()) { return value }
        throw QueryError(
            parameter: name, problem: "\(quoted(text)) is not one of its values",
            remedy: "Use one of: \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// A whole number within bounds.
    public mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(QueryError) -> Int? {
        guard let text = try single(name) else { return nil }
        guard let value = Int(Self.trimmed(text[...])), range.contains(value) else {
            throw QueryError(
                parameter: name, problem: "\(quoted(text)) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                remedy: "Give such a number.")
        }
        return value
    }

    /// A finite decimal number within bounds, written with a point.
    public mutating func number(_ name: String, in range: ClosedRange<Double>) throws(QueryError) -> Double? {
        guard let text = try single(name) else { return nil }
        guard let value = Self.decimal(text), range.contains(value) else {
            throw QueryError(
                parameter: name,
                problem: "\(quoted(text)) is not a number from \(ByteSink.shortest(range.lowerBound)) to \(ByteSink.shortest(range.upperBound))",
                remedy: "Give such a number, with a decimal point.")
        }
        return value
    }

    /// A finite number in decimal digits, perhaps with a sign, a point and an exponent; no other notation that machines read.
    package static func decimal(_ text: some StringProtocol) -> Double? {
        let text = trimmed(Substring(text))
        let isDecimal = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        guard isDecimal, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Adds a value that another parameter implies.
    mutating func append(_ name: String, _ value: String) { values.append((name, value)) }

    /// Refuses parameters that nobody took.
    public func finish() throws(QueryError) {
        guard let (name, _) = values.first else { return }
        throw QueryError(
            parameter: String(name.prefix(60)), problem: "unknown parameter",
            remedy: known.isEmpty ? "None is known here." : "Known here: \(known.sorted().joined(separator: ", ")).")
    }

    private mutating func take(_ name: String) -> [String] {
        if let settled = settled[name] { return settled }
        known.append(name)
        var found: [String] = []
        values.removeAll { entry in
            guard entry.name == name else { return false }
            found.append(entry.value)
            return true
        }
        return found
    }

    package static func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: \.isWhitespace)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

/// A value as it may stand in a message: bounded, in quotation marks, control characters shown as `·`.
public func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    for character in text.prefix(60) {
        let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        shown.append(isControl ? "·" : character)
    }
    return "\"" + shown + (text.count > 60 ? "…" : "") + "\""
}
