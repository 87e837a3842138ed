internal import GeoCore

extension MapQuery {
    /// All that was asked, defaults included, in one order: equal queries have equal texts.
    var canonical: String {
        var parts: [String] = []
        func add(_ name: String, _ values: [String]) { if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) } }
        add("dept", selection.departments)
        add("epci", selection.epcis)
        add("commune", selection.communes)
        add("level", [level.rawValue])
        add("zones", zoning.map { [$0] } ?? [])
        add("kind", filter.kinds.map(\.rawValue).sorted())
        add("theme", filter.themes.sorted())
        add("sdg", filter.sdgs.sorted().map(String.init))
        add("country", filter.countries.sorted())
        switch filter.activity {
        case .dataDate: break
        case .day(let day): add("as-of", [day.description])
        case .any: add("as-of", ["all"])
        }
        add("indicator", depiction.indicators.map(\.rawValue))
        if settings.radius != 10 { add("radius", ["\(settings.radius)"]) }
        if settings.counting != .full { add("count", [settings.counting.rawValue]) }
        if depiction.isForced { add("force", ["true"]) }
        if settings.minimumCount > 1 { add("min-count", [String(settings.minimumCount)]) }
        if let permutations = settings.permutations { add("permutations", [String(permutations)]) }
        if case .categories(.dominant(let dimension)) = depiction { add("dominant", [dimension.rawValue]) }
        if let facet { add("facet", [facet.rawValue]) }
        if case .pairs = depiction { add("method", [method.rawValue]) }
        if case .pairs = depiction, breaksOf == .region { add("breaks-of", ["region"]) }
        if depiction.colored != nil {
            add("method", [method.rawValue])
            if method.takesClasses { add("classes", [String(classes)]) }
            add("pivot", pivot.map { ["\($0)"] } ?? [])
            add("labels", labels)
            add("breaks", breaks.map { "\($0)" })
            if breaksOf == .region { add("breaks-of", ["region"]) }
            add("breaks-name", breaksName.map { [$0] } ?? [])
        }
        add("palette", [palette.name])
        if let template { add("template", [template.rawValue]) } else { add("width", ["\(widthMillimeters)"]) }
        if hidesInset { add("no-inset", ["true"]) }
        add("lang", [language.rawValue])
        add("title", title.map { [$0] } ?? [])
        add("subtitle", subtitle.map { [$0] } ?? [])
        add("credits", credits.map { [$0] } ?? [])
        add("author", author.map { [$0] } ?? [])
        return parts.joined(separator: "&")
    }

    /// `m` and eight hexadecimal digits: the prefix that keeps the ids of several maps on one page apart (FNV-1a, 32 bits).
    public var identifier: String {
        var hash: UInt32 = 2_166_136_261
        for byte in canonical.utf8 {
            hash ^= UInt32(byte)
            hash = hash &* 16_777_619
        }
        let digits = String(hash, radix: 16)
        return "m" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
