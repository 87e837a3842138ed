import Foundation
import Testing

@Suite struct DocumentationTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let pages: [String] = {
        let docs = FileManager.default.enumerator(atPath: root.appendingPathComponent("docs").path)?.compactMap { $0 as? String } ?? []
        return (["README.md", "geodata/README.md"] + docs.map { "docs/\($0)" }).filter { $0.hasSuffix(".md") }.sorted()
    }()

    @Test("Every link of the documentation to a file of the project leads somewhere", arguments: pages)
    func links(page: String) throws {
        let file = Self.root.appendingPathComponent(page)
        let text = try String(contentsOf: file, encoding: .utf8)
        for link in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
            let target = String(link.1)
            if target.contains("://") || target.hasPrefix("mailto:") { continue }
            let path = file.deletingLastPathComponent().appendingPathComponent(target).path
            #expect(FileManager.default.fileExists(atPath: path), "\(page) links to \(target)")
        }
    }

    @Test("The README begins with what geo is, a picture and the two commands")
    func readme() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let picture = try #require(text.range(of: "](docs/images/"))
        let demo = try #require(text.range(of: "make demo"))
        let test = try #require(text.range(of: "make test"))
        #expect(picture.lowerBound < demo.lowerBound && demo.lowerBound < test.lowerBound)
    }
}
