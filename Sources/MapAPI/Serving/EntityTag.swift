/// Entity tags (RFC 9110 §8.8.3): strong ones, made from the very bytes that are sent.
package enum EntityTag {
    /// The tag of coded bytes, with its quotation marks. Equal bytes have equal tags on every machine and in every run.
    package static func tag(of bytes: [UInt8], coding: ContentCoding) -> String {
        let hex = String(fnv1a(bytes), radix: 16)
        return "\"" + String(repeating: "0", count: 32 - hex.count) + hex + (coding == .gzip ? "-gzip\"" : "\"")
    }

    /// FNV-1a of 128 bits (draft-eastlake-fnv): quick and spread widely enough that two answers do not meet by chance; no protection against forgery,
    /// which a validator made by the server for its own bytes does not need.
    package static func fnv1a(_ bytes: [UInt8]) -> UInt128 {
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for byte in bytes { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B }
        return hash
    }

    /// The value of `If-None-Match` names this tag, or any (`*`). Compared weakly, as that field asks.
    package static func matches(_ field: String, _ tag: String) -> Bool {
        var rest = field[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            guard let first = rest.first else { return false }
            if first == "*" { return true }
            if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
            guard rest.first == "\"", let close = rest.dropFirst().firstIndex(of: "\"") else {
                // Not a tag: skip to the next member of the list.
                rest = rest.drop { $0 != "," }
                continue
            }
            if rest[...close] == tag { return true }
            rest = rest[rest.index(after: close)...]
        }
    }
}
