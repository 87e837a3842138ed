import Foundation
import GeoCore

/// The real reference geography, for tests that need it: a dump named by `GEO_TEST_GAZETTEER`, else they are skipped.
enum GeocodingReference {
    static let path = ProcessInfo.processInfo.environment["GEO_TEST_GAZETTEER"]
    static var isAvailable: Bool { path != nil }

    static let geocoder: Geocoder? = {
        guard let path, let reference = try? GazetteerDump.load(path) else { return nil }
        return Geocoder(reference: reference)
    }()
}
