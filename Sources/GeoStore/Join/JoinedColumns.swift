internal import GeoCore

/// The columns that a join writes: those of the points, and those of the zones.
struct JoinedColumns: Sendable {
    enum Source: Sendable, Hashable {
        /// A column of the points, by its place.
        case point(Int)
        case zoneID
        case zoneName
        /// Metres to the nearest zone.
        case distance
        /// Of points that come from a layer, where a table has no geometry to hold them.
        case longitude
        case latitude
    }

    let names: [String]
    let sources: [Source]
    /// Every column of the points in its place, then those of the zones: rows may be copied as they are.
    let keepsRows: Bool

    /// None has to be computed for a row.
    var areCopies: Bool {
        sources.allSatisfy { source in
            switch source {
            case .point, .zoneID, .zoneName: true
            case .distance, .longitude, .latitude: false
            }
        }
    }

    /// The name of an added column; empty where it is not written.
    func name(of source: Source) -> String { sources.firstIndex(of: source).map { names[$0] } ?? "" }

    /// - Parameters:
    ///   - points: the names of the points' columns.
    ///   - prefix: what the names of the added columns begin with.
    ///   - selection: the columns to write, in order; `nil`: all.
    /// - Throws: `QueryError` when an added column has the name of one that is there, or a column selected is not there.
    init(
        points: [String], prefix: String, withDistance: Bool, withPosition: Bool, selection: [String]?
    ) throws(QueryError) {
        var added: [(String, Source)] = withPosition ? [("longitude", .longitude), ("latitude", .latitude)].filter { !points.contains($0.0) } : []
        added += [(prefix + "_id", .zoneID), (prefix + "_nom", .zoneName)]
        if withDistance { added.append((prefix + "_distance_m", .distance)) }
        for (name, _) in added where points.contains(name) {
            throw QueryError(
                parameter: "prefix", problem: "the points have a column \(quoted(name)) already",
                remedy: "Name the added columns otherwise, for example --prefix \(prefix)2.")
        }
        let all = points.enumerated().map { ($1, Source.point($0)) } + added
        guard let selection else {
            names = all.map(\.0)
            sources = all.map(\.1)
            keepsRows = true
            return
        }
        var chosen: [(String, Source)] = []
        for name in selection {
            guard let column = all.first(where: { $0.0 == name }) else {
                throw QueryError(
                    parameter: "columns", problem: "there is no column \(quoted(name))",
                    remedy: "Choose from: \(all.prefix(60).map(\.0).joined(separator: ", ")).")
            }
            chosen.append(column)
        }
        names = chosen.map(\.0)
        sources = chosen.map(\.1)
        keepsRows = false
    }
}
