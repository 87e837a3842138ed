import ArgumentParser
import GeoCore

/// The part of the query vocabulary that says where, who and in which language; the same names as the HTTP parameters.
struct QueryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Department, by code or name. Repeatable.", valueName: "33"))
    var dept: [String] = []

    @Option(help: ArgumentHelp("EPCI, by SIREN or name. Repeatable.", valueName: "siren"))
    var epci: [String] = []

    @Option(help: ArgumentHelp("Commune, by INSEE code or name. Repeatable.", valueName: "33063"))
    var commune: [String] = []

    @Option(help: ArgumentHelp("region, department, epci, canton or commune.", valueName: "level"))
    var level: String?

    @Option(help: ArgumentHelp("Kind of actor: \(ActorKind.allCases.map(\.rawValue).joined(separator: ", ")). Repeatable.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Theme of geodata/codelists/themes.csv, by code or label. Repeatable.", valueName: "theme"))
    var theme: [String] = []

    @Option(help: ArgumentHelp("Sustainable Development Goal, 1 to 17. Repeatable.", valueName: "n"))
    var sdg: [String] = []

    @Option(help: ArgumentHelp("Partner country, ISO code or name. Repeatable.", valueName: "SN"))
    var country: [String] = []

    @Option(help: ArgumentHelp("Actors active on that day (2026-06-30), or all; else the data's own date.", valueName: "date"))
    var asOf: String?

    @Option(help: ArgumentHelp("Indicator, by machine name, or all. Repeatable.", valueName: "name"))
    var indicator: [String] = []

    @Option(help: ArgumentHelp("Kilometres, straight line, within which a commune is near an actor; 10.", valueName: "km"))
    var radius: String?

    @Option(help: "An actor with several themes, SDGs or countries counts in each: full, or fractional (1/n).")
    var count: String?

    @Option(help: ArgumentHelp("Counts from 1 to one less are withheld, and those that would give them away; 0.", valueName: "n"))
    var minCount: String?

    @Option(help: ArgumentHelp("Random permutations of moran_p and lisa; 9999 for communes, 999 elsewhere.", valueName: "99-99999"))
    var permutations: String?

    @Option(help: "Language of what is published: fr or en.")
    var lang: String?

    /// The options given, as parameters of the query vocabulary.
    var parameters: [(name: String, value: String)] {
        var list: [(name: String, value: String)] = []
        list.add("dept", dept)
        list.add("epci", epci)
        list.add("commune", commune)
        list.add("level", level)
        list.add("kind", kind)
        list.add("theme", theme)
        list.add("sdg", sdg)
        list.add("country", country)
        list.add("as-of", asOf)
        list.add("indicator", indicator)
        list.add("radius", radius)
        list.add("count", count)
        list.add("min-count", minCount)
        list.add("permutations", permutations)
        list.add("lang", lang)
        return list
    }
}

extension [(name: String, value: String)] {
    mutating func add(_ name: String, _ values: [String]) {
        for value in values { append((name, value)) }
    }

    mutating func add(_ name: String, _ value: String?) {
        if let value { append((name, value)) }
    }
}
