import Foundation
import GeoCore
import GeoStore
import Testing

/// The sample through the whole path, against the truth its generator wrote down. The generator shares no code with the geocoder.
@Suite struct SampleTruthTests {
    struct Truth {
        let code: String
        let expected: String
        let department: String
    }

    static let data = DataDirectory(
        path: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("geodata").path)

    let located: [LocatedActor]
    let truth: [String: Truth]

    init() throws {
        located = try SnapshotLoader(data: Self.data).load().snapshot.list.actors
        let reader = try DelimitedTextReader(ByteSource(file: Self.data.path + "/samples/actors.truth.csv"))
        func column(_ name: String) throws -> Int { try #require(reader.header.firstIndex(of: name)) }
        let (id, code, expected, department) = (
            try column("id"), try column("code_insee"), try column("expected"), try column("code_departement")
        )
        var truth: [String: Truth] = [:]
        while let record = try reader.next() {
            truth[record[id]] = Truth(code: record[code], expected: record[expected], department: record[department])
        }
        self.truth = truth
    }

    @Test("Of the rows that can be known at least 99 % are placed, and not one row is placed in a wrong commune or without reason")
    func placed() throws {
        #expect(located.count == 2500 && truth.count == 2500)
        var knowable = 0
        var right = 0
        for actor in located {
            let known = try #require(truth[actor.actor.id])
            if known.expected == "placed" { knowable += 1 }
            guard let code = actor.match.communeCode?.rawValue else { continue }
            #expect(known.expected == "placed" && code == known.code, "\(actor.actor.id): \(actor.match.status) \(code), truth \(known)")
            if code == known.code { right += 1 }
        }
        #expect(Double(right) >= 0.99 * Double(knowable), "\(right) of \(knowable)")
    }

    @Test("A department that is given is never another one than the truth's")
    func department() throws {
        for actor in located where actor.match.status != .outside {
            guard let found = actor.match.departmentCode, let known = truth[actor.actor.id], !known.department.isEmpty else { continue }
            #expect(found.rawValue == known.department, "\(actor.actor.id)")
        }
    }

    @Test("A place of another region is never forced into this one, and a row known to its department keeps it")
    func unplaced() throws {
        var withDepartment = 0
        for actor in located {
            let known = try #require(truth[actor.actor.id])
            if known.expected == "outside" { #expect(!actor.match.status.isPlaced) }
            if known.expected == "department" && actor.match.departmentCode?.rawValue == known.department { withDepartment += 1 }
        }
        #expect(withDepartment == truth.values.count { $0.expected == "department" })
    }
}
