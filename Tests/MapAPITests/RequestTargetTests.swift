import HTTPTypes
import Testing

import MapAPI

@Suite struct RequestTargetTests {
    private let limits = RequestTarget.Limits(bytes: 200, parameters: 4)

    private func read(_ target: String) throws -> RequestTarget { try RequestTarget(target, limits: limits) }

    private func status(_ target: String) -> Int? {
        do {
            _ = try read(target)
            return nil
        } catch {
            return (error as? APIError)?.status.code
        }
    }

    @Test(
        "Names and values are decoded; a plus is a space in the query and itself in the path",
        arguments: [
            ("/a?q=b", "a", ["q=b"]),
            ("/a+b?q=c+d", "a+b", ["q=c d"]),
            ("/%61?q=%C3%A9t%c3%a9", "a", ["q=été"]),
            ("/?a=1&a=2&b=", "", ["a=1", "a=2", "b="]),
            ("/?a", "", ["a="]),
            ("/?a=b=c&&d=%26%3D%2B", "", ["a=b=c", "d=&=+"]),
            ("/?", "", []),
            ("/?%6E=1", "", ["n=1"]),
            ("/a/?x=é", "a|", ["x=é"]),
            ("http://host:8080/a?b=1", "a", ["b=1"]),
            ("HTTP://host?b=1", "", ["b=1"]),
            ("http://host", "", []),
            // An encoded slash parts nothing.
            ("/a%2Fb/c", "a/b|c", []),
            // A filter may be written on several lines.
            ("/?filter=a%0A%09=%0D%0A1", "", ["filter=a\n\t=\r\n1"]),
        ])
    func decoding(_ target: String, _ segments: String, _ parameters: [String]) throws {
        let read = try read(target)
        #expect(read.segments.joined(separator: "|") == segments)
        #expect(read.parameters.map { "\($0.name)=\($0.value)" } == parameters)
    }

    @Test(
        "What cannot be decoded is refused, never repaired",
        arguments: [
            "/?a=%", "/?a=%4", "/?a=%zz", "/?a=%4z", "/?%zz=1", "/%zz", "/?a=%FF", "/?a=%C3", "/?a=%ED%A0%80", "/?a=%C0%80", "/?a=%00", "/%00",
            "/?a=%0A", "/?filter=%00", "/?filterx=%09", "/?a=%7F", "/?=1", "/?a=b#c", "/?a=\u{FFFD}", "/?a=1&b=2&c=3&d=4&e=5",
        ])
    func refused(_ target: String) { #expect(status(target) == 400) }

    @Test("What begins with no slash is no path", arguments: ["", "a", "?a=b"])
    func noPath(_ target: String) { #expect(status(target) == 404) }

    @Test("One byte past the limit is 414, at the limit it is read")
    func length() {
        #expect(status("/" + String(repeating: "a", count: 199)) == nil)
        #expect(status("/" + String(repeating: "a", count: 200)) == 414)
    }

    @Test("The key of the cache ignores spelling and the order of different names, and nothing else")
    func canonical() throws {
        func key(_ target: String) throws -> [UInt8] { try read(target).canonical }
        #expect(try key("/a?b=1&a=2") == key("/%61?a=%32&&b=1"))
        #expect(try key("/a?a=1&a=2") != key("/a?a=2&a=1"))
        #expect(try key("/a?a=1&b=2") != key("/a?a=1%26b=2"))
        #expect(try key("/a?a=1") != key("/b?a=1"))
        #expect(try key("/a/b") != key("/a%2Fb"))
        // é as one scalar and as two: equal as text, not as bytes.
        #expect(try key("/a?t=%C3%A9") != key("/a?t=e%CC%81"))
    }
}
