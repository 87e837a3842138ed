/// One entry of a controlled vocabulary.
public struct CodelistEntry: Sendable, Hashable {
    public let code: String
    public let labelFrench: String
    public let labelEnglish: String
    /// Other spellings met in real lists.
    public let synonyms: [String]

    public init(code: String, labelFrench: String, labelEnglish: String, synonyms: [String] = []) {
        self.code = code
        self.labelFrench = labelFrench
        self.labelEnglish = labelEnglish
        self.synonyms = synonyms
    }
}

/// A controlled vocabulary: kinds, themes, SDGs, countries. Entries keep the order of their file.
public struct Codelist: Sendable {
    public let entries: [CodelistEntry]
    private let indexByKey: [String: Int]

    public init(_ entries: [CodelistEntry]) {
        self.entries = entries
        var index: [String: Int] = [:]
        // Codes and labels first, so that no synonym of one entry hides another entry's own name.
        for (place, entry) in entries.enumerated() {
            for text in [entry.code, entry.labelFrench, entry.labelEnglish] { index.insert(place, at: Self.key(text)) }
        }
        for (place, entry) in entries.enumerated() {
            for text in entry.synonyms { index.insert(place, at: Self.key(text)) }
        }
        indexByKey = index
    }

    /// The entry whose code, label or synonym is `text`, whatever case, accents and punctuation.
    public func entry(matching text: some StringProtocol) -> CodelistEntry? {
        indexByKey[Self.key(text)].map { entries[$0] }
    }

    public func entry(code: String) -> CodelistEntry? { entries.first { $0.code == code } }

    private static func key(_ text: some StringProtocol) -> String { SearchKey.fold(text) }
}

/// The vocabularies of the observatory.
public struct Codelists: Sendable {
    public let kinds: Codelist
    public let themes: Codelist
    public let sdgs: Codelist
    /// ISO 3166-1 alpha-2.
    public let countries: Codelist

    public init(kinds: Codelist, themes: Codelist, sdgs: Codelist, countries: Codelist) {
        self.kinds = kinds
        self.themes = themes
        self.sdgs = sdgs
        self.countries = countries
    }
}

extension Dictionary<String, Int> {
    /// Keeps what stands there already.
    fileprivate mutating func insert(_ value: Int, at key: String) {
        if self[key] == nil { self[key] = value }
    }
}
