import GeoCore
import HTTPTypes
import Testing

import MapAPI

@Suite struct ValidatorTests {
    @Test(
        "The hash is FNV-1a of 128 bits (values of the reference implementation, as in the tests of Go's hash/fnv)",
        arguments: [
            ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"), ("ab", "8809544bbab1be95aa0733055b69a62"),
            ("abc", "a68d622cec8b5822836dbc7977af7f3b"),
        ])
    func hash(_ text: String, _ expected: String) { #expect(String(EntityTag.fnv1a(Array(text.utf8)), radix: 16) == expected) }

    @Test("A tag is quoted, of fixed width, and differs between codings of the same bytes")
    func tag() {
        #expect(EntityTag.tag(of: Array("ab".utf8), coding: .identity) == "\"08809544bbab1be95aa0733055b69a62\"")
        #expect(EntityTag.tag(of: Array("ab".utf8), coding: .gzip) == "\"08809544bbab1be95aa0733055b69a62-gzip\"")
    }

    @Test(
        "If-None-Match is a list, weak or strong, or any",
        arguments: [
            (#""a""#, true), (#"W/"a""#, true), ("*", true), (#""b", "a""#, true), (#""b",W/"a""#, true), (#" , "a" ,"#, true), (#""x,"a""#, false),
            (#""a,b""#, false), (#""b""#, false), (#""A""#, false), ("a", false), ("", false), (#""a"#, false), (#"b, "a""#, true), ("W/", false),
        ])
    func ifNoneMatch(_ field: String, _ expected: Bool) { #expect(EntityTag.matches(field, #""a""#) == expected) }

    @Test(
        "Dates are written as HTTP writes them (weekdays and day numbers from Python's datetime)",
        arguments: [
            ("2026-06-30", "Tue, 30 Jun 2026"), ("2024-02-29", "Thu, 29 Feb 2024"), ("1970-01-01", "Thu, 01 Jan 1970"),
            ("2000-03-01", "Wed, 01 Mar 2000"), ("1999-12-31", "Fri, 31 Dec 1999"), ("1900-02-28", "Wed, 28 Feb 1900"),
            ("0001-01-01", "Mon, 01 Jan 0001"), ("9999-12-31", "Fri, 31 Dec 9999"),
        ])
    func dates(_ iso: String, _ expected: String) throws {
        let date = HTTPDate(try #require(CalendarDate(iso)))
        #expect(date.description == expected + " 00:00:00 GMT")
    }

    @Test("The example of RFC 9110 is second 784111777 of the epoch")
    func moment() { #expect(HTTPDate(seconds: 784_111_777).description == "Sun, 06 Nov 1994 08:49:37 GMT") }
}
