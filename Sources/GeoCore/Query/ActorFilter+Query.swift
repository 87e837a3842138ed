extension ActorFilter {
    /// Takes `kind`, `theme`, `sdg`, `country` and `as-of`; themes and countries by code, label or synonym of their codelist.
    public init(_ parameters: inout QueryParameters, codelists: Codelists) throws(QueryError) {
        self.init()
        for text in try parameters.list("kind") {
            guard let kind = codelists.kinds.entry(matching: text).flatMap({ ActorKind(rawValue: $0.code) }) ?? ActorKind(rawValue: text) else {
                throw QueryError(
                    parameter: "kind", problem: "\(quoted(text)) is not a kind of actor",
                    remedy: "Use one of: \(ActorKind.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            kinds.insert(kind)
        }
        themes = Set(try Self.codes(try parameters.list("theme"), "theme", "a theme", codelists.themes))
        countries = Set(try Self.codes(try parameters.list("country"), "country", "a country (ISO 3166-1 alpha-2)", codelists.countries))
        for text in try parameters.list("sdg") {
            guard let number = Int(text), (1...17).contains(number) else {
                throw QueryError(
                    parameter: "sdg", problem: "\(quoted(text)) is not a Sustainable Development Goal", remedy: "Use a number from 1 to 17.")
            }
            sdgs.insert(number)
        }
        if let text = try parameters.single("as-of") {
            if text == "all" {
                activity = .any
            } else if let day = CalendarDate(text), text == day.description {
                activity = .day(day)
            } else {
                throw QueryError(
                    parameter: "as-of", problem: "\(quoted(text)) is not a date", remedy: "Write it as 2026-06-30, or all for actors of any date.")
            }
        }
    }

    private static func codes(
        _ values: [String], _ parameter: String, _ what: String, _ list: Codelist
    ) throws(QueryError) -> [String] {
        var result: [String] = []
        for value in values {
            guard let entry = list.entry(matching: value) else {
                let known = list.entries.count <= 30 ? "Use one of: \(list.entries.map(\.code).joined(separator: ", "))." : "See geodata/codelists."
                throw QueryError(parameter: parameter, problem: "\(quoted(value)) is not \(what)", remedy: known)
            }
            result.append(entry.code)
        }
        return result
    }

    /// The filters in words, in the order of the vocabulary; codes where a codelist has no label.
    public func descriptions(codelists: Codelists, dataDate: CalendarDate?) -> [LocalizedText] {
        var texts: [LocalizedText] = []
        func add(_ french: String, _ english: String, _ codes: [String], _ list: Codelist) {
            guard !codes.isEmpty else { return }
            let entries = codes.map { list.entry(code: $0) }
            let frenchLabels = zip(codes, entries).map { $1?.labelFrench ?? $0 }.joined(separator: ", ")
            let englishLabels = zip(codes, entries).map { $1?.labelEnglish ?? $0 }.joined(separator: ", ")
            texts.append(LocalizedText("\(french) : \(frenchLabels)", "\(english): \(englishLabels)"))
        }
        add("type", "kind", ActorKind.allCases.filter(kinds.contains).map(\.rawValue), codelists.kinds)
        add("thème", "theme", codelists.themes.entries.map(\.code).filter(themes.contains), codelists.themes)
        if !sdgs.isEmpty {
            let numbers = sdgs.sorted().map(String.init).joined(separator: ", ")
            texts.append(LocalizedText("ODD : \(numbers)", "SDG: \(numbers)"))
        }
        add("pays partenaire", "partner country", countries.sorted(), codelists.countries)
        if let day = day(dataDate: dataDate) {
            texts.append(LocalizedText("acteurs actifs au \(day.french)", "actors active on \(day)"))
        } else {
            texts.append(LocalizedText("acteurs de toutes dates", "actors of any date"))
        }
        return texts
    }
}

extension CalendarDate {
    /// `30/06/2026`.
    public var french: String {
        let iso = description
        return "\(iso.suffix(2))/\(iso.dropFirst(5).prefix(2))/\(iso.prefix(4))"
    }
}
