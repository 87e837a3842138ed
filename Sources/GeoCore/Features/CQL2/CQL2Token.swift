/// A word of a CQL2 text and where it begins.
struct CQL2Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// A keyword, a function's name or a property's, as written.
        case word(String)
        /// A property's name in double quotes.
        case quotedName(String)
        /// A literal in single quotes, escapes resolved.
        case text(String)
        case number(Double)
        /// `(`, `)`, `,`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `[`, `]`, `+`, `-`, `*`, `/`, `^`.
        case sign(String)
        case end
    }

    let kind: Kind
    /// Characters before it, plus one.
    let column: Int
}

/// Cuts a CQL2 text into words.
struct CQL2Lexer {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    /// - Throws: `QueryError` naming the character at fault.
    static func tokens(_ text: String) throws(QueryError) -> [CQL2Token] {
        var lexer = CQL2Lexer(scalars: Array(text.unicodeScalars))
        var tokens: [CQL2Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func next() throws(QueryError) -> CQL2Token {
        while let scalar = current, scalar.properties.isWhitespace { place += 1 }
        let column = place + 1
        guard let scalar = current else { return CQL2Token(kind: .end, column: column) }
        if scalar == "'" { return CQL2Token(kind: .text(try literal(column)), column: column) }
        if scalar == "\"" { return CQL2Token(kind: .quotedName(try quotedName(column)), column: column) }
        if Self.isDigit(scalar) || (scalar == "." && place + 1 < scalars.count && Self.isDigit(scalars[place + 1])) {
            return CQL2Token(kind: .number(try number(column)), column: column)
        }
        if Self.startsName(scalar) { return CQL2Token(kind: .word(word()), column: column) }
        return CQL2Token(kind: .sign(try sign(scalar, column)), column: column)
    }

    /// A quotation mark inside is doubled, or follows a backslash. Other backslashes stay: they belong to LIKE patterns.
    private mutating func literal(_ column: Int) throws(QueryError) -> String {
        var text = String.UnicodeScalarView()
        place += 1
        while let scalar = current {
            place += 1
            if scalar == "'" {
                guard current == "'" else { return String(text) }
                place += 1
            } else if scalar == "\\", current == "'" {
                text.append("'")
                place += 1
                continue
            }
            text.append(scalar)
        }
        throw CQL2.error(column, "a text that is not closed", "Close it with an apostrophe; double an apostrophe inside: 'L''Isle'.")
    }

    private mutating func quotedName(_ column: Int) throws(QueryError) -> String {
        var name = String.UnicodeScalarView()
        place += 1
        while let scalar = current {
            place += 1
            if scalar == "\"" { return String(name) }
            name.append(scalar)
        }
        throw CQL2.error(column, "a property name that is not closed", "Close it with a double quotation mark.")
    }

    private mutating func word() -> String {
        var name = String.UnicodeScalarView()
        while let scalar = current, Self.startsName(scalar) || Self.isDigit(scalar) || scalar == "." {
            name.append(scalar)
            place += 1
        }
        return String(name)
    }

    private mutating func number(_ column: Int) throws(QueryError) -> Double {
        var text = ""
        func isExponent(_ scalar: Unicode.Scalar) -> Bool { scalar == "e" || scalar == "E" }
        while let scalar = current {
            let follows = text.unicodeScalars.last.map(isExponent) ?? false
            guard Self.isDigit(scalar) || scalar == "." || isExponent(scalar) || (follows && (scalar == "+" || scalar == "-")) else { break }
            text.unicodeScalars.append(scalar)
            place += 1
        }
        guard let value = Double(text.hasSuffix(".") ? text + "0" : text), value.isFinite, current.map(Self.startsName) != true else {
            throw CQL2.error(column, "\(quoted(text)) is not a number", "Write numbers as 12, 1.5 or 2e3.")
        }
        return value
    }

    private mutating func sign(_ scalar: Unicode.Scalar, _ column: Int) throws(QueryError) -> String {
        place += 1
        if scalar == "<" || scalar == ">", let following = current, following == "=" || (scalar == "<" && following == ">") {
            place += 1
            return String(scalar) + String(following)
        }
        guard "(),=<>[]+-*/^".unicodeScalars.contains(scalar) else {
            throw CQL2.error(column, "\(quoted(String(scalar))) has no meaning here", "See the syntax of CQL2 text.")
        }
        return String(scalar)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar == ":" || scalar.properties.isAlphabetic }
}

/// The OGC Common Query Language, text encoding (OGC 21-065r2).
enum CQL2 {
    /// What is wrong with a filter, and at which of its characters.
    static func error(_ column: Int, _ problem: String, _ remedy: String? = nil) -> QueryError {
        QueryError(parameter: "filter", problem: "at character \(column): \(problem)", remedy: remedy)
    }
}
