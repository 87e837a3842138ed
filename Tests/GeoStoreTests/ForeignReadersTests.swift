import Foundation
import GeoCore
import GeoStore
import Testing

/// What others say of the committed GeoPackage. Each test runs where its means are at hand.
@Suite struct ForeignReadersTests {
    private static let ogrinfo = "/usr/bin/ogrinfo"
    /// A folder with INSEE's table of legal populations as published (`donnees_communes*.csv`), to compare names with.
    private static let officialFiles = ProcessInfo.processInfo.environment["GEO_OFFICIAL_FILES"]

    @Test("GDAL reads every layer without a word on stderr", .enabled(if: FileManager.default.isExecutableFile(atPath: ogrinfo)))
    func gdal() throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.ogrinfo)
        process.arguments = ["-ro", "-so", "-al", committedReference.path]
        let out = Pipe()
        let err = Pipe()
        process.standardOutput = out
        process.standardError = err
        try process.run()
        let text = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try err.fileHandleForReading.readToEnd() ?? Data() == Data())
        #expect(!text.contains("Warning") && !text.contains("ERROR"))
        for layer in ["communes", "departements", "mairies", "communes_france"] { #expect(text.contains("Layer name: \(layer)\n")) }
        #expect(text.contains("Feature Count: 4293"))
    }

    @Test("Names, departments and cantons are INSEE's, commune for commune", .enabled(if: officialFiles != nil))
    func officialNames() throws {
        let folder = try #require(Self.officialFiles)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("donnees_communes") }.sorted().first)
        let reader = try DelimitedTextReader(ByteSource(file: folder + "/" + name))
        let column = { (name: String) throws in try #require(reader.header.firstIndex(of: name)) }
        let (code, label, department, canton) = try (column("COM"), column("Commune"), column("DEP"), column("CODCAN"))
        let geography = try ReferenceFile(committedReference.path).geography(gazetteer: false)
        var seen = 0
        var renamed: [String] = []
        while let row = try reader.next() {
            let commune = try #require(geography.territory(row[code], at: .commune), "\(row[code])")
            seen += 1
            if commune.name != row[label] { renamed.append(row[code]) }
            #expect(commune.departmentCode?.rawValue == row[department])
            // Empty for the towns that are cut into several cantons, which the cantons-ou-villes are not.
            if !row.isEmpty(at: canton) {
                #expect(commune.cantonCode == row[department] + String(repeating: "0", count: 2 - row[canton].count) + row[canton], "\(row[code])")
            }
        }
        #expect(seen == 4293)
        // Renamed by the list of 2026: Saint-Philippe-d'Aiguille became Saint-Philippe-d'Aiguilhe.
        #expect(renamed == ["33461"])
    }
}
