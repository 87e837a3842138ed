import GeoCore
import GeoStore
import TileRenderer

extension MapCommand {
    /// One map for each department and indicator.
    func drawBatch() throws {
        for (name, isGiven) in [
            ("table", table != nil), ("alt", alt != nil), ("legend", legend != nil), ("explain", explain), ("epci", !query.epci.isEmpty),
            ("commune", !query.commune.isEmpty), ("dominant", symbols.dominant != nil), ("save-style", symbols.saveStyle != nil),
        ] where isGiven {
            throw QueryError(parameter: name, problem: "it goes with one map", remedy: "Leave it out of a --batch.")
        }
        guard let output, output != "-" else {
            throw QueryError(parameter: "output", problem: "a batch needs a folder", remedy: "Name one: -o maps/.")
        }
        if ["svg", "png", "pdf", "html"].contains(where: { output.lowercased().hasSuffix("." + $0) }) {
            throw QueryError(
                parameter: "output", problem: "a batch writes a folder, and \(quoted(output)) is called like a file",
                remedy: "Name a folder (-o maps/), and the format with --format.")
        }
        let format = try PictureFormat(named: format) ?? .svg
        let logo = try layout.logoImage(for: format)
        let parameters = drawing(try symbols.frozen())
        let asked = try symbols.mapStyle()?.completing(parameters) ?? parameters
        func values(_ name: String) -> [String] { asked.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) } }
        let level = values("level").first.flatMap(TerritoryLevel.init(rawValue:)) ?? .commune
        let indicators = Self.indicators(values("indicator"), at: level)
        guard values("breaks").isEmpty || indicators.count == 1 else {
            throw QueryError(
                parameter: "breaks", problem: "\(indicators.count) indicators cannot have the same limits",
                remedy: "Name one indicator, or leave it out.")
        }
        let snapshot = try data.snapshot(boundaries: [level, .department], countsProjects: DataOptions.countsProjects(indicators))
        var selected = QueryParameters(query.parameters.filter { $0.name == "dept" })
        let codes = try TerritorySelection(&selected, in: snapshot.reference).departments
        let departments = snapshot.reference.departments.filter { codes.isEmpty || codes.contains($0.code) }
        let batch = MapBatch(
            common: asked.filter { !["dept", "indicator"].contains($0.name) }, departments: departments, indicators: indicators, format: format,
            logo: logo, snapshot: snapshot, folder: output.count > 1 && output.hasSuffix("/") ? String(output.dropLast()) : output, quiet: data.quiet)
        let count = try batch.write()
        Terminal.note("\(output): \(count) maps and index.html", quiet: data.quiet)
    }

    /// Those named, each once; `all` stands for all that can be drawn; none for what one map shows by default.
    private static func indicators(_ named: [String], at level: TerritoryLevel) -> [String] {
        let standard = level == .commune ? Indicator.smoothedRatePer10000 : .actorsPer10000
        let wanted = named.isEmpty ? [standard.rawValue] : named
        var seen: Set<String> = []
        return wanted.flatMap { name in
            name == "all" ? Indicator.allCases.filter { $0.isDefined(at: level) && !$0.isOnlyOnRequest }.map(\.rawValue) : [name]
        }.filter { seen.insert($0).inserted }
    }
}

extension PictureFormat {
    /// The format of a name as it is given in options.
    ///
    /// - Throws: `QueryError` for a name that is none.
    init?(named name: String?) throws(QueryError) {
        guard let name else { return nil }
        guard let format = PictureFormat(rawValue: name.lowercased()) else {
            let formats = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryError(parameter: "format", problem: "\(quoted(name)) is not a format of maps", remedy: "Use one of: \(formats).")
        }
        self = format
    }
}
