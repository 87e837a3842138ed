import GeoCore
import Testing

@Suite struct SHA256Tests {
    @Test(
        "The digests of the examples of FIPS 180-4 (NIST CAVP, SHA256ShortMsg and the two-block and million-a messages)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ])
    func knownDigests(text: String, digest: String) {
        #expect(SHA256.hexDigest(text.utf8) == digest)
    }

    @Test("The digest does not depend on how the bytes are cut, for every length around one and two blocks")
    func pieces() {
        for length in 0...130 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
            var hash = SHA256()
            for byte in bytes { hash.update([byte]) }
            #expect(hash.hexDigest() == SHA256.hexDigest(bytes), "length \(length)")
            var halves = SHA256()
            halves.update(bytes.prefix(length / 3))
            halves.update(bytes.dropFirst(length / 3))
            #expect(halves.hexDigest() == SHA256.hexDigest(bytes), "length \(length) in two pieces")
        }
    }
}
