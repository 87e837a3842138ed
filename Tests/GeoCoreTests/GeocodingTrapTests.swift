import GeoCore
import Testing

@Suite struct GeocodingTrapTests {
    @Test("Each trap gets the answer that stands beside it", arguments: GeocodingTraps.all)
    func trap(_ trap: Trap) throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let match = geocoder.match(trap.query, within: trap.within)
        #expect(match.status == trap.status, "\(match.explanation)")
        #expect(match.communeCode?.rawValue == trap.commune)
        if trap.commune != nil || trap.department != nil { #expect(match.departmentCode?.rawValue == trap.department) }
        for code in trap.candidates { #expect(match.candidates.contains { $0.communeCode.rawValue == code }) }
        #expect(match.candidates.count <= 5)
        #expect(match.status.isPlaced == (match.communeCode != nil))
        #expect((0...1).contains(match.score))
    }
}
