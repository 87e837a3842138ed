import Foundation
import GeoCore
import GeoStore

/// Class limits kept in a legend that `geo map --legend FILE.json` or the server wrote.
struct LegendFile: Decodable {
    struct Colors: Decodable {
        let indicator: String
        let limits: [Double]
        /// What they were called there, if they were given.
        let breaksName: String?

        enum CodingKeys: String, CodingKey {
            case indicator, limits
            case breaksName = "breaks_name"
        }
    }

    let colors: Colors
    let title: String?
    let subtitle: String?

    /// What a map says of limits taken from it: their own name, or that of the map they were made for.
    var name: String? {
        let made = [title, subtitle].compactMap { $0 }.joined(separator: " – ")
        return (colors.breaksName ?? (made.isEmpty ? nil : made)).map { String($0.prefix(120)) }
    }

    /// That of a map of circles has sizes alone.
    private struct Circles: Decodable {
        struct Sizes: Decodable { let largest: Double }

        let sizes: Sizes
    }

    /// - Throws: `StoreError` when the file cannot be read or holds no limits.
    init(_ path: String) throws {
        let remedy = "Write it with geo map --legend FILE.json."
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StoreError("cannot be read", location: path, remedy: remedy, kind: .inputMissing)
        }
        guard let legend = try? JSONDecoder().decode(LegendFile.self, from: data), legend.colors.limits.count >= 2 else {
            if (try? JSONDecoder().decode(Circles.self, from: data)) != nil {
                throw StoreError(
                    "is the legend of circles of one colour, which have no class limits", location: path,
                    remedy: "For circles that compare, draw each map with --breaks-of region.")
            }
            throw StoreError("holds no class limits (colors.limits)", location: path, remedy: remedy)
        }
        self = legend
    }
}
