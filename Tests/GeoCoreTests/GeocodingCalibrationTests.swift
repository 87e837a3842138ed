import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// Published town-hall addresses, as they are and with seeded noise: how many rows are right, and how far the score can be believed.
@Suite struct GeocodingCalibrationTests {
    @Test("Of the published addresses of town halls at least 99.7 % are right")
    func townHalls() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let halls = try TownHalls.load()
        let fields: [(TownHall) -> PlaceQuery] = [
            { PlaceQuery(freeText: $0.lines.joined(separator: "\n")) }, { PlaceQuery(freeText: $0.lines.joined(separator: ", ")) },
            { PlaceQuery(freeText: $0.lines.joined(separator: " ")) }, { PlaceQuery(addressLines: $0.lines) },
            { PlaceQuery(addressLines: [$0.lines.joined(separator: ", ")]) }, { PlaceQuery(city: $0.lines.joined(separator: ", ")) },
        ]
        for query in fields {
            var right = 0
            var wrong: [String] = []
            for hall in halls {
                let match = geocoder.match(query(hall))
                if match.communeCode?.rawValue == hall.code { right += 1 } else if match.status.isPlaced { wrong.append(hall.code) }
            }
            #expect(Double(right) >= 0.997 * Double(halls.count))
            // The town hall of Soyaux publishes an address in Angoulême: no reading of the text can tell.
            #expect(wrong.allSatisfy { $0 == "16374" }, "\(wrong)")
        }
    }

    @Test("Of the rows scored 0.9 and more at least 99 % are right")
    func reliability() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let isPrinting = ProcessInfo.processInfo.environment["GEO_PRINT_RELIABILITY"] != nil
        var noise = GeocodingNoise(seed: 20_260_101)
        var bins: [(rows: Int, right: Int)] = Array(repeating: (0, 0), count: 5)
        var placed = 0
        var rows = 0
        for _ in 0..<3 {
            for hall in try TownHalls.load() {
                guard let query = Self.noisy(hall, &noise) else { continue }
                rows += 1
                let match = geocoder.match(query)
                guard let code = match.communeCode else { continue }
                placed += 1
                let bin = match.score >= 0.99 ? 4 : match.score >= 0.97 ? 3 : match.score >= 0.95 ? 2 : match.score >= 0.9 ? 1 : 0
                bins[bin].rows += 1
                if code.rawValue == hall.code {
                    bins[bin].right += 1
                } else if isPrinting {
                    print("wrong \(match.score) \(match.status) \(code) for \(hall.code): \(match.explanation)")
                }
            }
        }
        if isPrinting {
            print("rows \(rows), placed \(placed)")
            for (label, bin) in zip(["< 0.90", "0.90-0.95", "0.95-0.97", "0.97-0.99", ">= 0.99"], bins) {
                print("\(label): \(bin.rows) rows, \(bin.right) right, \(Double(bin.right) / Double(max(1, bin.rows)))")
            }
        }
        let high = bins.dropFirst().reduce((rows: 0, right: 0)) { ($0.rows + $1.rows, $0.right + $1.right) }
        #expect(high.rows > rows / 2)
        #expect(Double(high.right) >= 0.99 * Double(high.rows))
        #expect(Double(bins[4].right) >= 0.998 * Double(bins[4].rows))
    }

    /// The row as a list may hold it: with and without postcode, in one field or in several, with slips.
    private static func noisy(_ hall: TownHall, _ noise: inout GeocodingNoise) -> PlaceQuery? {
        guard let last = hall.lines.last, last.count > 6 else { return nil }
        var postcode: String? = String(last.prefix(5))
        let town = noise.name(String(last.dropFirst(6)), typos: 0.35)
        if noise.chance(0.05), let right = postcode { postcode = noise.postcode(right) }
        if noise.chance(0.4) { postcode = nil }
        let department = noise.chance(0.3) ? String(hall.code.prefix(2)) : nil
        switch Int.random(in: 0..<4, using: &noise.generator) {
        case 0:
            return PlaceQuery(
                freeText: (hall.lines.dropLast() + [[postcode, town].compactMap { $0 }.joined(separator: " ")]).joined(separator: ", "))
        case 1:
            return PlaceQuery(
                department: department, addressLines: hall.lines.dropLast() + [[postcode, town].compactMap { $0 }.joined(separator: " ")])
        case 2: return PlaceQuery(city: [postcode, town].compactMap { $0 }.joined(separator: " "), department: department)
        default: return PlaceQuery(postcode: postcode, city: town, department: department, addressLines: Array(hall.lines.dropLast()))
        }
    }
}

struct TownHall {
    let code: String
    let lines: [String]
}

/// The published address of each town hall.
enum TownHalls {
    static func load() throws -> [TownHall] {
        try ReferenceFile(GeocodingReference.file).townHallAddresses().map { TownHall(code: $0.communeCode.rawValue, lines: $0.lines) }
    }
}
