internal import GeoCore
internal import HTTPTypes

/// A request for a document that knows its own address: what its maker needs.
package struct DocumentRequest: Sendable {
    /// Without `f`, which has been heeded.
    var parameters: QueryParameters
    /// The last segments of the path, where the route has variables there.
    let variable: String
    let mediaType: MediaType
    /// All that the path is offered in.
    let offered: [MediaType]
    let served: ServedSnapshot
    let address: DocumentAddress

    var snapshot: TerritorySnapshot { served.snapshot }

    /// Takes the parameter `lang`.
    mutating func language() throws -> Language { try parameters.choice("lang") ?? .french }

    /// The links that every document has: to itself, and to itself in the other types.
    var ownLinks: [Link] { ownLinks { _ in [] } }

    /// - Parameter idle: the parameters of the address that another type has no use for.
    func ownLinks(without idle: (MediaType) -> [String]) -> [Link] {
        offered.map { type in
            type == mediaType
                ? Link(address.itself, "self", type, "Ce document")
                : Link(
                    address.with([("f", type.formatName ?? "")], without: idle(type)), "alternate", type, "Ce document en \(type.formatTitle)")
        }
    }
}

/// What answers it.
package struct Document: Sendable {
    let bytes: [UInt8]
    /// Beside the type and what all answers have: `Link`, `Content-Crs`.
    var headers: HTTPFields = [:]
    /// There is nothing, which is not an error: 204.
    var isNothing = false

    static let nothing = Document(bytes: [], isNothing: true)
}

/// A link as OGC API writes it.
struct Link: Sendable {
    let href: String
    let relation: String
    let type: MediaType?
    let title: String
    /// The address has variables (RFC 6570).
    let isTemplate: Bool

    init(_ href: String, _ relation: String, _ type: MediaType?, _ title: String, isTemplate: Bool = false) {
        self.href = href
        self.relation = relation
        self.type = type
        self.title = title
        self.isTemplate = isTemplate
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [("href", .text(href)), ("rel", .text(relation))]
        if let type { members.append(("type", .text(type.isOpenAPI ? type.field : type.essence))) }
        members.append(("title", .text(title)))
        if isTemplate { members.append(("templated", true)) }
        return .object(members)
    }

    /// A member of the field `Link` (RFC 8288).
    var field: String { "<\(href)>; rel=\"\(relation)\"" + (type.map { "; type=\"\($0.essence)\"" } ?? "") }
}

extension MediaType {
    /// Clients look for its version too.
    fileprivate var isOpenAPI: Bool { self == .openAPI }
}

/// Where a document is, for the links in it.
package struct DocumentAddress: Sendable {
    /// Of the service, without a slash at its end.
    let base: String
    /// As it stands in links.
    let path: String
    let parameters: [(name: String, value: String)]

    /// This document.
    var itself: String { base + path + PercentEncoding.query(parameters) }

    /// This document with parameters set to other values, each at the place where it stands.
    func with(_ values: [(name: String, value: String)], without idle: [String] = []) -> String {
        var changed = parameters.filter { !idle.contains($0.name) }
        for (name, value) in values {
            if let place = changed.firstIndex(where: { $0.name == name }) { changed[place].value = value } else { changed.append((name, value)) }
        }
        return base + path + PercentEncoding.query(changed)
    }

    /// Another document of the service, in the same language.
    func to(_ path: String, _ parameters: [(name: String, value: String)] = []) -> String {
        let language = self.parameters.filter { $0.name == "lang" }
        return base + path + PercentEncoding.query(parameters + language)
    }
}

/// URLs (RFC 3986).
enum PercentEncoding {
    /// One segment of a path; of dots alone, which clients would take for a way up, those are encoded too.
    static func segment(_ text: String) -> String {
        text == "." || text == ".." ? String(repeating: "%2E", count: text.utf8.count) : encoded(text, keeping: ":@")
    }

    /// `?a=1&b=2`; nothing without parameters.
    static func query(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { encoded($0.name, keeping: "") + "=" + encoded($0.value, keeping: ":/,") }.joined(separator: "&")
    }

    private static func encoded(_ text: String, keeping kept: StaticString) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        kept.withUTF8Buffer { kept in
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                    result.append(byte)
                default:
                    if kept.contains(byte) {
                        result.append(byte)
                    } else {
                        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                    }
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
