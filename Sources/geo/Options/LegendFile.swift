import Foundation
import GeoCore
import GeoStore

/// Class limits kept in a legend that `geo map --legend FILE.json` or the server wrote.
struct LegendFile: Decodable {
    struct Colors: Decodable {
        let indicator: String
        let limits: [Double]
    }

    let colors: Colors

    /// - Throws: `StoreError` when the file cannot be read or holds no limits.
    init(_ path: String) throws {
        let remedy = "Write it with geo map --legend FILE.json."
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StoreError("cannot be read", location: path, remedy: remedy, kind: .inputMissing)
        }
        guard let legend = try? JSONDecoder().decode(LegendFile.self, from: data), legend.colors.limits.count >= 2 else {
            throw StoreError("holds no class limits (colors.limits)", location: path, remedy: remedy)
        }
        self = legend
    }
}
