/// Reads CQL2 text: recursive descent over its grammar, one word ahead.
struct CQL2Parser {
    private let tokens: [CQL2Token]
    private var place = 0
    private var depth = 0

    /// Parentheses and negations inside each other; a filter written by a person has a handful.
    static let depthLimit = 64

    /// - Throws: `QueryError` for the parameter `filter`, naming the character at fault.
    static func expression(_ text: String) throws(QueryError) -> CQL2Expression {
        var parser = CQL2Parser(tokens: try CQL2Lexer.tokens(text))
        let expression = try parser.disjunction()
        guard parser.current.kind == .end else { throw parser.unexpected("the end of the filter, AND or OR") }
        return expression
    }

    private init(tokens: [CQL2Token]) { self.tokens = tokens }

    // MARK: - Words

    var current: CQL2Token { tokens[place] }

    /// The word after the current one.
    private var following: CQL2Token { tokens[min(place + 1, tokens.count - 1)] }

    mutating func advance() { if place + 1 < tokens.count { place += 1 } }

    func isKeyword(_ keyword: String) -> Bool {
        if case .word(let word) = current.kind { word.uppercased() == keyword } else { false }
    }

    mutating func take(keyword: String) -> Bool {
        guard isKeyword(keyword) else { return false }
        advance()
        return true
    }

    func isSign(_ sign: String) -> Bool { current.kind == .sign(sign) }

    mutating func take(sign: String) -> Bool {
        guard isSign(sign) else { return false }
        advance()
        return true
    }

    mutating func expect(sign: String) throws(QueryError) {
        guard take(sign: sign) else { throw unexpected("\"\(sign)\"") }
    }

    /// The name of a function, when one is called here: upper case.
    var calledFunction: String? {
        if case .word(let word) = current.kind, following.kind == .sign("(") { word.uppercased() } else { nil }
    }

    func unexpected(_ wanted: String) -> QueryError {
        let found: String
        switch current.kind {
        case .word(let word): found = quoted(word)
        case .quotedName(let name): found = "the name \(quoted(name))"
        case .text(let text): found = "the text \(quoted(text))"
        case .number(let number): found = "the number \(number)"
        case .sign(let sign): found = "\"\(sign)\""
        case .end: found = "the end of the filter"
        }
        return CQL2.error(current.column, "\(found) where \(wanted) was expected")
    }

    // MARK: - Logic

    private mutating func disjunction() throws(QueryError) -> CQL2Expression {
        var expression = try conjunction()
        while take(keyword: "OR") { expression = .or(expression, try conjunction()) }
        return expression
    }

    private mutating func conjunction() throws(QueryError) -> CQL2Expression {
        var expression = try factor()
        while take(keyword: "AND") { expression = .and(expression, try factor()) }
        return expression
    }

    private mutating func factor() throws(QueryError) -> CQL2Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw CQL2.error(current.column, "more than \(Self.depthLimit) expressions inside each other", "Simplify the filter.")
        }
        if take(keyword: "NOT") { return .not(try factor()) }
        if take(sign: "(") {
            let expression = try disjunction()
            try expect(sign: ")")
            return expression
        }
        return try predicate()
    }

    // MARK: - Predicates

    private mutating func predicate() throws(QueryError) -> CQL2Expression {
        if let function = calledFunction, function.hasPrefix("S_") { return try spatial(function) }
        if let geometry = try geometryLiteral() {
            throw CQL2.error(geometry.column, "a geometry where a comparison was expected", "Use it in S_INTERSECTS(geometry, …).")
        }
        let left = try operand()
        if case .boolean(let value) = left.kind, !continuesPredicate { return .constant(value) }
        return try predicate(of: left)
    }

    /// What follows an operand makes a predicate of it.
    private var continuesPredicate: Bool {
        if case .sign(let sign) = current.kind { return CQL2Comparison(rawValue: sign) != nil }
        return ["IS", "IN", "NOT", "LIKE", "ILIKE", "BETWEEN"].contains { isKeyword($0) }
    }

    private mutating func predicate(of left: CQL2Operand) throws(QueryError) -> CQL2Expression {
        if case .sign(let sign) = current.kind, let comparison = CQL2Comparison(rawValue: sign) {
            advance()
            return .comparison(left, comparison, try operand())
        }
        if take(keyword: "IS") {
            let isNegated = take(keyword: "NOT")
            guard take(keyword: "NULL") else { throw unexpected("NULL") }
            return isNegated ? .not(.isNull(left)) : .isNull(left)
        }
        let isNegated = take(keyword: "NOT")
        let expression: CQL2Expression
        if take(keyword: "LIKE") {
            expression = .like(left, pattern: try operand())
        } else if take(keyword: "ILIKE") {
            // Not of the standard: what GDAL 3.6 writes for its own ILIKE.
            let pattern = try operand()
            expression = .like(
                CQL2Operand(kind: .caseInsensitive(left), column: left.column),
                pattern: CQL2Operand(kind: .caseInsensitive(pattern), column: pattern.column))
        } else if take(keyword: "BETWEEN") {
            let low = try operand()
            guard take(keyword: "AND") else { throw unexpected("AND and the upper bound") }
            expression = .between(left, low: low, high: try operand())
        } else if take(keyword: "IN") {
            try expect(sign: "(")
            var values = [try operand()]
            while take(sign: ",") { values.append(try operand()) }
            try expect(sign: ")")
            expression = .among(left, values)
        } else {
            throw unexpected(isNegated ? "LIKE, BETWEEN or IN" : "a comparison (=, <>, <, <=, >, >=, LIKE, BETWEEN, IN or IS NULL)")
        }
        return isNegated ? .not(expression) : expression
    }

    // MARK: - Operands

    mutating func operand() throws(QueryError) -> CQL2Operand {
        let column = current.column
        func made(_ kind: CQL2Operand.Kind) -> CQL2Operand { CQL2Operand(kind: kind, column: column) }
        if let function = calledFunction { return made(try call(function, column)) }
        switch current.kind {
        case .text(let text):
            advance()
            return made(.text(text))
        case .quotedName(let name):
            advance()
            return made(.property(name))
        case .number, .sign("-"), .sign("+"): return made(.number(try number()))
        case .word(let word):
            let upper = word.uppercased()
            if ["AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN", "NULL"].contains(upper) { throw unexpected("a property or a value") }
            advance()
            if upper == "TRUE" || upper == "FALSE" { return made(.boolean(upper == "TRUE")) }
            return made(.property(word))
        default: throw unexpected("a property or a value")
        }
    }

    mutating func number() throws(QueryError) -> Double {
        var isNegative = false
        if isSign("-") || isSign("+") {
            isNegative = isSign("-")
            advance()
        }
        guard case .number(let value) = current.kind else { throw unexpected("a number") }
        advance()
        return isNegative ? -value : value
    }

    private mutating func call(_ function: String, _ column: Int) throws(QueryError) -> CQL2Operand.Kind {
        guard ["CASEI", "ACCENTI", "DATE", "TIMESTAMP"].contains(function) else {
            throw CQL2.error(
                column, "\(quoted(function)) is not a function of this service", "There are CASEI, ACCENTI, DATE, TIMESTAMP and S_INTERSECTS.")
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw CQL2.error(column, "more than \(Self.depthLimit) expressions inside each other", "Simplify the filter.")
        }
        advance()
        advance()
        let argument = try operand()
        try expect(sign: ")")
        switch (function, argument.kind) {
        case ("CASEI", _): return .caseInsensitive(argument)
        case ("ACCENTI", _): return .accentInsensitive(argument)
        case ("DATE", .text(let text)):
            if let date = Instant.day(text) { return .date(date) }
            throw CQL2.error(argument.column, "\(quoted(text)) is not a date", "Write it as DATE('2026-06-30').")
        case (_, .text(let text)):
            if let instant = Instant.timestamp(text) { return .timestamp(instant) }
            throw CQL2.error(argument.column, "\(quoted(text)) is not a time", "Write it as TIMESTAMP('2026-06-30T12:00:00Z').")
        default: throw CQL2.error(argument.column, "\(function) takes a text in apostrophes")
        }
    }
}
