import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct DelimitedTextReaderTests {
    private func reader(
        _ text: String, _ options: DelimitedTextReader.Options = .init()
    ) throws -> DelimitedTextReader {
        try DelimitedTextReader(ByteSource(Array(text.utf8), name: "t.csv"), options: options)
    }

    private func rows(_ reader: DelimitedTextReader) throws -> [[String]] {
        var rows: [[String]] = []
        while let record = try reader.next() { rows.append(record.values) }
        return rows
    }

    @Test(
        "The delimiter is found from the rows, whatever the fields hold",
        arguments: [
            ("a;b;c\n1;2,5;3\n4;5,5;6\n", ";"), ("a,b\n\"x;y;z\",2\n", ","), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
            ("nom;adresse\nX;1, rue A, 33000 Bordeaux\n", ";"), ("\"a;b\",c\n1,2\n", ","), ("commune\nBordeaux\n", ","),
            ("lieu\nPau, France\n", ";"), ("sep=|\na|b;c\n", "|"), ("a,b;c\n1;2\n3;4\n", ";"),
        ])
    func delimiter(text: String, expected: String) throws {
        #expect(try reader(text).delimiter == expected.utf8.first)
    }

    @Test("Quoted fields hold delimiters, doubled quotes and line breaks; a record's line is the one it begins on")
    func quoting() throws {
        let r = try reader("nom;adresse\r\n\"A \"\"B\"\"; C\";\"1 rue\r\n33000 Bordeaux\"\r\nX;5\" de plus\r\n\"\";\r\n")
        #expect(r.header == ["nom", "adresse"] && r.headerLine == 1)
        let first = try #require(try r.next())
        #expect(first.values == ["A \"B\"; C", "1 rue\r\n33000 Bordeaux"] && first.line == 2 && first.flaws.isEmpty)
        let second = try #require(try r.next())
        #expect(second.values == ["X", "5\" de plus"] && second.line == 4 && second.flaws.isEmpty)
        let third = try #require(try r.next())
        #expect(third.values == ["", ""] && third.line == 5 && third.isBlank)
        #expect(try r.next() == nil)
    }

    @Test("LF, CRLF and CR end a line, and the last line may lack its end", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        let r = try reader(["a,b", "1,2", "", "3,4"].joined(separator: end))
        var lines: [Int] = []
        var values: [[String]] = []
        while let record = try r.next() {
            lines.append(record.line)
            values.append(record.values)
        }
        #expect(values == [["1", "2"], ["3", "4"]] && lines == [2, 4])
    }

    @Test("A ragged row is told with its line and both counts, and loses nothing; empty fields beyond the header are no flaw")
    func ragged() throws {
        let r = try reader("a;b;c\n1;2\n1;2;3;4\n1;2;3;;\n")
        let short = try #require(try r.next())
        #expect(short.flaws == [.ragged(expected: 3, found: 2)] && short.line == 2 && short[2] == "")
        let long = try #require(try r.next())
        #expect(long.flaws == [.ragged(expected: 3, found: 4)] && long.values == ["1", "2", "3", "4"])
        #expect(try #require(try r.next()).flaws.isEmpty)
    }

    @Test("A quote that never closes is a character: the rows after it are not swallowed")
    func unterminatedQuote() throws {
        let r = try reader("a;b\n\"x;1\ny;2\nz;3\n")
        let first = try #require(try r.next())
        #expect(first.values == ["\"x", "1"] && first.flaws == [.unterminatedQuote])
        #expect(try rows(r) == [["y", "2"], ["z", "3"]])
    }

    @Test("A quote that closes beyond the longest record allowed is a character too, so that memory stays bounded")
    func longQuote() throws {
        var options = DelimitedTextReader.Options()
        options.maximumRecordBytes = 1000
        let filler = String(repeating: "ligne;1\n", count: 200_000)
        let r = try reader("a;b\n\"x;1\n" + filler, options)
        #expect(try #require(try r.next()).values == ["\"x", "1"])
        #expect(try rows(r).count == 200_000)
    }

    @Test("Text after a closing quote is kept and told")
    func textAfterQuote() throws {
        let record = try #require(try reader("a,b\n\"x\"y,\"1\"\n").next())
        #expect(record.values == ["xy", "1"] && record.flaws == [.textAfterQuote])
    }

    @Test("A byte-order mark is not part of the first column's name")
    func byteOrderMark() throws {
        let r = try reader("\u{FEFF}nom;âge\nÉlan;3\n")
        #expect(r.hasByteOrderMark && r.header == ["nom", "âge"] && r.encoding == .utf8)
    }

    @Test("Windows-1252 is recognised, with the characters ISO 8859-1 lacks")
    func windows1252() throws {
        // "Périgueux;Œuvre – l’été €" in Windows-1252
        let bytes: [UInt8] =
            Array("nom;note\nP".utf8) + [0xE9] + Array("rigueux;".utf8) + [0x8C] + Array("uvre ".utf8) + [0x96, 0x20, 0x6C, 0x92, 0xE9]
            + Array("t".utf8) + [0xE9, 0x20, 0x80, 0x0A]
        let r = try DelimitedTextReader(ByteSource(bytes, name: "t.csv"))
        let record = try #require(try r.next())
        #expect(r.encoding == .windows1252)
        #expect(record.values == ["Périgueux", "Œuvre – l’été €"] && record.flaws.isEmpty)
    }

    @Test("One damaged line does not turn a UTF-8 table into another encoding; it is told")
    func mixedEncodings() throws {
        let bytes = Array("nom\nÉlan\nCaf".utf8) + [0xE9, 0x0A] + Array("Été\nnoël\n".utf8)
        let r = try DelimitedTextReader(ByteSource(bytes, name: "t.csv"))
        let records = [try r.next(), try r.next(), try r.next()].compactMap { $0 }
        #expect(r.encoding == .utf8)
        #expect(records.map { $0[0] } == ["Élan", "Café", "Été"])
        #expect(records.map(\.flaws) == [[], [.notUTF8], []])
    }

    @Test(
        "What is not text is refused by name",
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], "XLSX"), ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"), (Array("%PDF-1.7".utf8), "PDF"),
            ([0x61, 0x3B, 0x00, 0x62], "NUL"), ([], "empty"), ([0xEF, 0xBB, 0xBF], "empty"), ([0x0A, 0x0A], "header"),
            (Array("SQLite format 3\0".utf8), "GeoPackage"),
        ] as [([UInt8], String)])
    func notText(bytes: [UInt8], word: String) throws {
        let error = try #require(throws: ImportError.self) { try DelimitedTextReader(ByteSource(bytes, name: "t.csv")) }
        #expect(error.rendered.contains(word) && error.rendered.hasPrefix("t.csv") && error.kind == .badData)
    }

    @Test("A NUL far into a file stops with its line")
    func lateNUL() throws {
        let bytes = Array(String(repeating: "a;b\n", count: 200_000).utf8) + [0x61, 0x00, 0x0A]
        let r = try DelimitedTextReader(ByteSource(bytes, name: "t.csv"))
        let error = try #require(throws: ImportError.self) { while try r.next() != nil {} }
        #expect(error.location == "t.csv:200001")
    }

    @Test("A missing file and a folder are inputs that are missing, each with its path")
    func missing() throws {
        let absent = try #require(throws: ImportError.self) { try ByteSource(file: "/nonexistent/liste.csv") }
        #expect(absent.kind == .inputMissing && absent.location == "/nonexistent/liste.csv")
        let folder = try #require(throws: ImportError.self) { try ByteSource(file: "/") }
        #expect(folder.kind == .inputMissing && folder.problem.contains("folder"))
    }

    @Test("An empty line is a row of a table of one column, and nothing in a wider one")
    func emptyLines() throws {
        #expect(try rows(reader("commune\nPau\n\nDax\n")) == [["Pau"], [""], ["Dax"]])
        #expect(try rows(reader("a,b\n1,2\n\n3,4\n")) == [["1", "2"], ["3", "4"]])
    }

    @Test("Whatever is written by the rules is read back, across chunk borders (2,000 random tables)")
    func roundTrip() throws {
        let seed: UInt64 = 4180
        var generator = SeededGenerator(seed: seed)
        let alphabet = ["a", "é", ";", ",", "\"", "\n", "\r\n", " ", "Œ", "|", "x", "7", "\r"]
        for round in 0..<2000 {
            let width = Int.random(in: 2...4, using: &generator)
            let table = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...5, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                }
            }
            let header = (0..<width).map { "c\($0)" }
            let quoted = ([header] + table).map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ";") }
            let r = try reader(quoted.joined(separator: "\r\n"), .init(delimiter: UInt8(ascii: ";")))
            let back = try rows(r)
            #expect(back == table, "seed \(seed), round \(round): \(back) for \(table)")
            if back != table { break }
        }
    }

    @Test("Fields without quotes are cut where a plain split cuts them, whatever their length and bytes (4,000 random tables)")
    func unquotedFields() throws {
        let seed: UInt64 = 907
        var generator = SeededGenerator(seed: seed)
        let alphabet = ["a", "b", "7", " ", "é", "œ", "€", "\u{1}", "\u{B}", "\u{C}", "\u{E}", "\u{7F}", "-\"", ",", "|", "\t", ";"]
        for round in 0..<4000 {
            let delimiter = ["\t", ";", ",", "|"][round % 4]
            let lineEnd = ["\n", "\r\n", "\r"][round % 3]
            let width = Int.random(in: 2...9, using: &generator)
            let table = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<width).map { _ in
                    "x"
                        + (0..<Int.random(in: 0...20, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                        .replacing(delimiter, with: "")
                }
            }
            let header = (0..<width).map { "c\($0)" }
            let text = ([header] + table).map { $0.joined(separator: delimiter) }.joined(separator: lineEnd) + (round % 2 == 0 ? lineEnd : "")
            let back = try rows(reader(text, .init(delimiter: delimiter.utf8.first)))
            #expect(back == table, "seed \(seed), round \(round): \(back) for \(table)")
            if back != table { break }
        }
    }

    @Test("A large table streams through a file: every row, in order, with its line")
    func largeFile() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "geo-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let count = 150_000
        var text = "id;nom\n"
        for i in 0..<count { text += i % 5 == 0 ? "\(i);\"Château\nn° \(i)\"\n" : "\(i);Saint-Émilion\n" }
        try Data(text.utf8).write(to: url)
        let r = try DelimitedTextReader(ByteSource(file: url.path))
        var record = DelimitedRecord()
        var seen = 0
        var line = 2
        while try r.read(into: &record) {
            guard record[0] == String(seen), record.line == line else {
                Issue.record("row \(seen) reads \(record.values) at line \(record.line)")
                return
            }
            line += seen % 5 == 0 ? 2 : 1
            seen += 1
        }
        #expect(seen == count)
    }
}
