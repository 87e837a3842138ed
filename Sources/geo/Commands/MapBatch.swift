import Dispatch
import Foundation
import GeoCore
import GeoStore
import Synchronization
import TileRenderer

/// `geo map --batch`: every department × some indicators into a folder, and a page that lists them.
struct MapBatch {
    /// What is asked of every map; department and indicator are added to it.
    let common: [(name: String, value: String)]
    let departments: [Territory]
    let indicators: [String]
    let format: PictureFormat
    let logo: LogoImage?
    let snapshot: TerritorySnapshot
    let folder: String
    let quiet: Bool

    /// Names the parameters that circles of one colour do not have.
    private static let ofClasses: Set<String> = ["method", "classes", "breaks", "breaks-name", "labels", "pivot"]

    /// Files are named by code and indicator: `33-acteurs_pour_10000_hab.svg`. The page comes last, when all maps are there.
    ///
    /// - Returns: how many maps there are.
    /// - Throws: a `Diagnostic`; maps written until then stay.
    func write() throws -> Int {
        let questions = try departments.map { department in try indicators.map { try question(department, $0) } }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw OutputError(
                "the folder cannot be made", location: folder, remedy: "Choose a place that you may write to, and no name of a file.")
        }
        let total = questions.reduce(0) { $0 + $1.count }
        let renderer = MapRenderer(snapshot)
        let results = Mutex<[Result<[MapIndexPage.Entry], any Error>?]>(Array(repeating: nil, count: departments.count))
        let progress = Mutex(ProgressBar(what: "maps", total: total, quiet: quiet))
        let hasFailed = Atomic(false)
        // A department after the other on each core, so that its maps share the ground.
        DispatchQueue.concurrentPerform(iterations: departments.count) { place in
            let result = Result {
                try questions[place].compactMap { question -> MapIndexPage.Entry? in
                    guard !hasFailed.load(ordering: .relaxed) else { return nil }
                    let map = try renderer.map(question.query.map)
                    let picture = try map.picture(format, dpi: question.query.dpi, logo: logo, by: LibrsvgConverter())
                    try FileOutput.write(picture, to: "\(folder)/\(question.file)")
                    progress.withLock { $0.advance() }
                    return MapIndexPage.Entry(map, file: question.file, format: format)
                }
            }
            if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
            results.withLock { $0[place] = result }
        }
        progress.withLock { $0.finish() }
        let sections = try results.withLock { $0 }.map { try $0?.get() ?? [] }
        let language = questions.first?.first?.query.map.language ?? .french
        try FileOutput.write(MapIndexPage(sections: sections, language: language).html(), to: folder + "/index.html")
        return total
    }

    private struct Question: Sendable {
        let query: PictureQuery
        let file: String
    }

    private func question(_ department: Territory, _ indicator: String) throws -> Question {
        var parameters = common
        parameters.add("dept", department.code)
        parameters.add("indicator", indicator)
        let isForced = common.contains { $0.name == "force" }
        let isCount = Indicator.allCases.contains { $0.rawValue == indicator && $0.definition.nature == .stock }
        // Circles of one colour have no classes; a ratio has no need to be forced.
        if isCount && !isForced { parameters.removeAll { Self.ofClasses.contains($0.name) } }
        if !isCount { parameters.removeAll { $0.name == "force" } }
        // A radius is for those of the indicators that have one.
        func isNear(_ name: String) -> Bool { Indicator(rawValue: name)?.dependsOnRadius ?? false }
        if !isNear(indicator) && indicators.contains(where: isNear) { parameters.removeAll { $0.name == "radius" } }
        let query = try PictureQuery(QueryParameters(parameters), format: format, in: snapshot)
        return Question(query: query, file: "\(department.code)-\(indicator).\(format.rawValue)")
    }
}
