import Foundation
import GeoCore
import GeoStore
import Testing

/// `geo review` at a terminal: the questions it asks, and what the answers leave in the store.
@Suite struct ReviewDialogueTests {
    private let folder: TemporaryFolder
    private let store: ActorStore

    /// In the order they are asked: most actors first, then by key. Two communes of the region are called Saint-Savin.
    private static let list = """
        id,nom,ville
        1,A,Xyzzyx
        2,B,XYZZYX
        3,C,xyzzyx
        4,D,Saint-Savin
        5,E,Saint Savin
        6,F,Qwqwqwq

        """

    init() throws {
        folder = try TemporaryFolder()
        store = ActorStore(path: folder.url.appendingPathComponent("o.gpkg").path)
        let list = try folder.file("l.csv", Self.list)
        let outcome = try CommandRunner.run(["import", list, "--store", store.path])
        #expect(outcome.status == 0 && outcome.text.contains("ambiguous 2, unmatched 4"), "\(outcome.text)\(outcome.errors)")
    }

    private func statuses() throws -> [String] { try store.listing().actors.map(\.match.status.rawValue) }

    private func session(_ more: [String] = []) throws -> TerminalSession {
        let session = try TerminalSession(["review", "--store", store.path] + more)
        try session.wait(for: "q leave.")
        try session.wait(for: "? ")
        return session
    }

    @Test("A code, a candidate and « outside » are taken; answers that are none are told and asked again; Enter leaves a place for later")
    func decisions() throws {
        let session = try session(["--date", "2026-07-01"])
        #expect(session.transcript.contains("1/3") && session.transcript.contains("3 actors  Xyzzyx"))
        for (answer, reply) in [("7", "no candidate 7"), ("99999", "not the code"), ("Bordeaux", "not the code"), ("-1", "no candidate")] {
            try session.type(answer + "\n")
            try session.wait(for: reply)
            try session.wait(for: "? ")
        }
        #expect(try store.decisions().isEmpty)
        try session.type(" 33281 \n")
        try session.wait(for: "3 actors placed anew")
        // Written at once, not at the end.
        #expect(try statuses() == ["decided", "decided", "decided", "ambiguous", "ambiguous", "unmatched"])
        let candidates = try session.wait(for: "? ")
        #expect(candidates.contains("2/3") && candidates.contains("1  33473  Saint-Savin (Gironde)"), "\(candidates)")
        try session.type("1\n")
        try session.wait(for: "2 actors placed anew")
        #expect(try session.wait(for: "? ").contains("3/3"))
        try session.type("\n")
        #expect(try session.end() == 0)
        #expect(try statuses() == ["decided", "decided", "decided", "decided", "decided", "unmatched"])
        #expect(try store.listing().actors.prefix(5).map { $0.match.communeCode?.rawValue } == ["33281", "33281", "33281", "33473", "33473"])
        #expect(try store.decisions().map(\.date) == [CalendarDate("2026-07-01"), CalendarDate("2026-07-01")])
        // What was left for later is asked the next time, and alone.
        let next = try self.session()
        #expect(next.transcript.contains("1/1") && next.transcript.contains("Qwqwqwq"))
        try next.type("H\n")
        #expect(try next.end() == 0)
        #expect(try statuses().last == "outside")
        #expect(try CommandRunner.run(["review", "--store", store.path]).text == "no place of the store needs a person\n")
    }

    @Test("q and Ctrl-D leave with what was decided until then, and no more")
    func leaving() throws {
        let before = try store.contentHash()
        for leave in ["q\n", "\u{4}"] {
            let session = try session()
            try session.type(leave)
            #expect(try session.end() == 0)
            #expect(try store.contentHash() == before)
        }
        let session = try session()
        try session.type("h\n")
        try session.wait(for: "3 actors placed anew")
        try session.wait(for: "? ")
        try session.type("\u{4}")
        #expect(try session.end() == 0)
        #expect(try statuses() == ["outside", "outside", "outside", "ambiguous", "ambiguous", "unmatched"])
        #expect(try store.decisions().count == 1)
    }
}
