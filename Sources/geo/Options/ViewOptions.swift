import ArgumentParser

/// The part of the query vocabulary that says in which view a coverage table is published; the same names as the HTTP parameters.
struct ViewOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Actors by territory and by kind, theme, sdg or country.", valueName: "dimension"))
    var by: String?

    @Option(help: ArgumentHelp("These territories side by side, beside the region: codes or names of the level. Repeatable.", valueName: "33,24"))
    var compare: [String] = []

    @Option(help: ArgumentHelp("Territories in the order of an indicator, with their rank.", valueName: "indicator"))
    var rank: String?

    @Option(help: ArgumentHelp("Counts at the end of each year, from the dates at which actors start and end.", valueName: "2015..2026"))
    var evolution: String?

    /// The options given, as parameters of the query vocabulary.
    var parameters: [(name: String, value: String)] {
        var list: [(name: String, value: String)] = []
        list.add("by", by)
        list.add("compare", compare)
        list.add("rank", rank)
        list.add("evolution", evolution)
        return list
    }
}
