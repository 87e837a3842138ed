internal import Glibc
package import HTTPTypes

/// Under which address the service is reached: what links begin with.
///
/// A base that is configured always holds. Else the `Forwarded` or `X-Forwarded-*` fields count when the connection comes from a proxy that is
/// trusted; from anyone else they are not read. Else it is the authority that the client itself named.
public struct PublicAddress: Sendable {
    private let configured: String?
    private let trusted: [AddressRange]
    private let fallback: String

    /// - Parameters:
    ///   - base: without a slash at its end.
    ///   - fallback: the address listened on, for clients that name no valid authority.
    init(base: String?, trusted: [AddressRange], fallback: String) {
        configured = base
        self.trusted = trusted
        self.fallback = fallback
    }

    package init(_ configuration: MapServer.Configuration) {
        self.init(
            base: configuration.baseURL, trusted: configuration.trustedProxies, fallback: "http://\(configuration.host):\(configuration.port)")
    }

    /// What this peer says of the address counts. Two peers that are alike in this get the same answer to the same request.
    func trusts(_ peer: String?) -> Bool {
        guard configured == nil, let peer else { return false }
        return trusted.contains { $0.contains(peer) }
    }

    /// The base for one request, without a slash at its end.
    package func base(_ request: HTTPRequest, peer: String?) -> String {
        if let configured { return configured }
        let own = Self.authority(request.authority)
        guard trusts(peer) else { return own.map { "http://" + $0 } ?? fallback }
        let said = Self.forwarded(request.headerFields)
        let authority = said.host.flatMap(Self.authority) ?? own
        let scheme = said.scheme.flatMap { ["http", "https"].contains($0.lowercased()) ? $0.lowercased() : nil } ?? "http"
        return authority.map { "\(scheme)://\($0)\(Self.prefix(said.prefix))" } ?? fallback
    }

    /// A base that was given, without slashes at its end; `nil` unless it is `http` or `https`, an authority and a plain path.
    public static func checked(_ base: String) -> String? {
        for scheme in ["https://", "http://"] where base.lowercased().hasPrefix(scheme) {
            let rest = base.dropFirst(scheme.count)
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            guard let authority = authority(String(rest[..<slash])) else { return nil }
            var path = rest[slash...]
            while path.hasSuffix("/") { path.removeLast() }
            let plain = prefix(String(path))
            return plain == path ? scheme + authority + plain : nil
        }
        return nil
    }

    private struct Forwarded {
        var scheme: String?
        var host: String?
        var prefix: String?
    }

    /// What the nearest proxy says: the last element, since each adds its own at the end.
    private static func forwarded(_ fields: HTTPFields) -> Forwarded {
        var said = Forwarded()
        func last(_ name: String) -> String? {
            guard let field = HTTPField.Name(name), let value = fields[field] else { return nil }
            return value.split(separator: ",").last.map(trimmed)
        }
        if let element = last("Forwarded") {
            for pair in element.split(separator: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                let value = trimmed(pair[pair.index(after: equals)...]).filter { $0 != "\"" }
                switch trimmed(pair[..<equals]).lowercased() {
                case "proto": said.scheme = value
                case "host": said.host = value
                default: break
                }
            }
        }
        said.scheme = said.scheme ?? last("X-Forwarded-Proto")
        if said.host == nil, let host = last("X-Forwarded-Host") {
            let port = last("X-Forwarded-Port").flatMap { UInt16($0) }
            let isImplied = host.contains(":") || port == nil || (said.scheme == "https" ? port == 443 : port == 80)
            said.host = isImplied ? host : "\(host):\(port ?? 80)"
        }
        said.prefix = last("X-Forwarded-Prefix")
        return said
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }

    /// A host with or without a port, of the letters that hosts are written in; `nil` for anything else, which then gets into no link.
    static func authority(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= 255 else { return nil }
        let host: Substring
        var port: Substring?
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            guard !host.isEmpty, host.utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts[0]
            port = parts.count > 1 ? parts[1] : nil
            guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
        }
        guard port.map({ !$0.isEmpty && UInt16($0) != nil }) ?? true else { return nil }
        return text.lowercased()
    }

    /// A path of plain letters, without a slash at its end; nothing for anything else.
    private static func prefix(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), text.utf8.allSatisfy({ isHostByte($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "_") }) else {
            return ""
        }
        var rest = text[...]
        while rest.hasSuffix("/") { rest.removeLast() }
        return rest.contains("//") ? "" : String(rest)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

/// Addresses of one network: `10.0.0.0/8`, `192.0.2.7`, `::1`.
public struct AddressRange: Sendable, Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// `nil` for what is no address and no network.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let bytes = Self.bytes(String(first)) else { return nil }
        let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
        guard let bits, (0...(bytes.count * 8)).contains(bits) else { return nil }
        self.bytes = bytes
        self.bits = bits
    }

    func contains(_ address: String) -> Bool {
        guard var other = Self.bytes(address) else { return false }
        // An IPv4 client of a socket that takes both families.
        if bytes.count == 4, other.count == 16, other[..<10].allSatisfy({ $0 == 0 }), other[10] == 0xFF, other[11] == 0xFF {
            other = Array(other[12...])
        }
        guard other.count == bytes.count else { return false }
        for bit in 0..<bits where (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) != 0 { return false }
        return true
    }

    /// Of an address in text, without a zone.
    private static func bytes(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
