/// The language of what is published: headings, labels, notes. French by default.
public enum Language: String, Sendable, CaseIterable, Hashable {
    case french = "fr"
    case english = "en"
}

/// A text in the languages that geo publishes in.
public struct LocalizedText: Sendable, Hashable {
    public let french: String
    public let english: String

    public init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }

    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}
