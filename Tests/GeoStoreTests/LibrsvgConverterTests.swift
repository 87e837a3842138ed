import Foundation
import GeoCore
import GeoStore
import Testing

@Suite struct LibrsvgConverterTests {
    static let svg = Array(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="25.4mm" height="50.8mm" viewBox="0 0 2540 5080" font-family="'Liberation Sans', Arial, sans-serif">
        <rect width="2540" height="5080" fill="#ff0000"/><text x="100" y="2000" font-size="500">Né à Pau</text></svg>
        """.utf8)
    static let date = CalendarDate("2026-06-30") ?? CalendarDate(year: 1970, month: 1, day: 1)

    private func convert(_ format: PictureFormat, dpi: Int = 150, _ converter: LibrsvgConverter = LibrsvgConverter()) throws -> [UInt8] {
        try converter.convert(Self.svg, to: format, dpi: dpi, date: try #require(Self.date))
    }

    @Test("A PNG has the page's size at the dpi asked for, and says so in its header", arguments: [72, 150, 600])
    func png(dpi: Int) throws {
        let png = try convert(.png, dpi: dpi)
        func number(_ place: Int) -> Int { png[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && number(16) == dpi && number(20) == 2 * dpi)
        #expect(Array(png[37..<41]) == Array("pHYs".utf8) && png[49] == 1)
        #expect(number(41) == Int((Double(dpi) / 0.0254).rounded()) && number(45) == number(41))
        // CRC-32 of the chunk at 150 dpi: python3 -c "import struct,zlib; print(zlib.crc32(b'pHYs'+struct.pack('>IIB',5906,5906,1)))"
        if dpi == 150 { #expect(number(50) == 1_738_527_314) }
        #expect(Array(png[58..<62]) != Array("pHYs".utf8))
    }

    @Test("A PDF has the page's size in points, embeds its fonts and bears the date given: the same bytes twice")
    func pdf() throws {
        let pdf = try convert(.pdf)
        let text = String(decoding: pdf, as: UTF8.self)
        let box = try #require(text.firstMatch(of: /MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
        #expect(abs((Double(box.1) ?? 0) - 72) < 0.001 && abs((Double(box.2) ?? 0) - 144) < 0.001)
        Thread.sleep(forTimeInterval: 1.1)
        #expect(try convert(.pdf) == pdf)
    }

    @Test("A program that is not installed is unavailable and says what to install")
    func missing() throws {
        let error = try #require(throws: PictureError.self) { try convert(.png, LibrsvgConverter(program: "no-such-rsvg-convert")) }
        #expect(error.isMissing && error.kind == .unavailable && error.remedy?.contains("librsvg2-bin") == true)
    }

    private func script(_ body: String) throws -> String {
        let path = temporaryPath("sh")
        // Written by another process: a child that some other test starts meanwhile would hold the file open for writing, and it could not be run.
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", #"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", body, path]
        try writer.run()
        writer.waitUntilExit()
        return path
    }

    @Test("A program that does not come to an end is stopped")
    func tooSlow() throws {
        let path = try script("exec sleep 600")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = try #require(throws: PictureError.self) { try convert(.png, LibrsvgConverter(program: path, timeLimit: .milliseconds(200))) }
        #expect(error.kind == .unavailable && !error.isMissing)
    }

    @Test("A program that fails is quoted; one that gives nothing has failed too")
    func failing() throws {
        for (body, words) in [
            ("echo 'no such glyph' >&2; exit 3", ["status 3", "no such glyph"]), ("exit 0", ["status 0"]), ("kill -9 $$", ["signal"]),
        ] {
            let path = try script(body)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let error = try #require(throws: PictureError.self) { try convert(.png, LibrsvgConverter(program: path)) }
            #expect(words.allSatisfy(error.problem.contains) && error.kind == .internalFault, "\(error)")
        }
    }

    @Test("Memory is bounded: a program that wants more fails")
    func memory() throws {
        let error = try #require(throws: PictureError.self) { try convert(.png, LibrsvgConverter(memoryLimit: 16 << 20)) }
        #expect(!error.isMissing && error.kind == .internalFault)
    }

    @Test("What does not read its input and writes much is taken as it comes")
    func output() throws {
        let path = try script("head -c 300000 /dev/zero")
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try convert(.pdf, LibrsvgConverter(program: path)) == [UInt8](repeating: 0, count: 300_000))
    }
}
