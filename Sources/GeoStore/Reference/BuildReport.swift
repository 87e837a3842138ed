internal import Foundation

/// What the build found wrong in the source and repaired, in figures.
public struct BuildReport: Sendable, Hashable {
    /// Areas that the cantons cover and the communes do not, added to the communes they are parts of.
    public var missingParts = 0
    public var missingPartsSquareKilometers = 0.0
    /// Codes of the communes completed.
    public var completedCommunes: [String] = []
    public var positionsBefore = 0
    public var positionsAfter = 0
    public var faces = 0
    /// Faces that two communes held, given to the lower code.
    public var overlaps = 0
    public var overlapsSquareMeters = 0.0
    /// Faces of no commune, given to the neighbour with the longest common border.
    public var slivers = 0
    public var sliversSquareMeters = 0.0
    /// Areas of the enclaves, ascending, in km².
    public var enclavesSquareKilometers: [Double] = []
    public var ringsTurned = 0
    public var namesCompleted = 0
    public var townHalls = 0
    /// Town halls whose published point lies outside their commune.
    public var townHallsOutside = 0
    /// The smallest share of a commune's area that lies in the canton it was assigned to.
    public var smallestCantonShare = 1.0
}

extension BuildReport {
    /// The figures in sentences, one line each.
    public var lines: [String] {
        func fixed(_ value: Double, _ digits: Int) -> String {
            value.formatted(.number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en")))
        }
        return [
            "missing parts: \(missingParts), \(fixed(missingPartsSquareKilometers, 1)) km², given to \(completedCommunes.joined(separator: " "))",
            "faces of the noded linework: \(faces)",
            "overlaps given to the lower code: \(overlaps), \(fixed(overlapsSquareMeters, 0)) m²",
            "slivers given to the longest border: \(slivers), \(fixed(sliversSquareMeters, 0)) m²",
            "enclaves left open: \(enclavesSquareKilometers.map { fixed($0, 1) + " km²" }.joined(separator: ", "))",
            "vertices: \(positionsBefore) in the source, \(positionsAfter) repaired",
            "exterior rings turned counter-clockwise: \(ringsTurned)",
            "names completed with their article: \(namesCompleted)",
            "town halls: \(townHalls), of which \(townHallsOutside) outside their commune",
            "smallest share of a commune inside its canton: \(fixed(100 * smallestCantonShare, 2)) %",
        ]
    }
}
