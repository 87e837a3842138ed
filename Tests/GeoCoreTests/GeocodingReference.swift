import Foundation
import GeoCore
import GeoStore

/// The real reference geography, as shipped.
enum GeocodingReference {
    static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path

    static let geocoder: Geocoder? = {
        guard let reference = try? ReferenceFile(file).geography(boundaries: [.commune]) else { return nil }
        return Geocoder(reference: reference)
    }()
}
