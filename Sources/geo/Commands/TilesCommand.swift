import ArgumentParser
import Dispatch
import Foundation
import GeoCore
import GeoStore
import MapAPI
import Synchronization
import TileRenderer

struct TilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "The pyramid of vector tiles, as PMTiles or MBTiles: for a web map without a server, for QGIS.",
        discussion: """
            One layer a collection of the server, with its name and the same bytes: levels of the reference geography (regions, departements, epci, \
            cantons, communes), their indicators (couverture-communes, …), the public directories (acteurs, projets). Without --layer: the geography, \
            or the indicators of --level where something is asked of the list. Neighbours and layers share their borders at every zoom.

            Examples:
              geo tiles -o region.pmtiles
              geo tiles --layer communes --layer departements --max-zoom 10 -o communes.mbtiles
              geo tiles --level epci --theme ECSI --indicator acteurs --indicator acteurs_pour_10000_hab -o ecsi.pmtiles
              geo tiles --layer couverture-communes --layer acteurs --dept 33 --store observatoire.gpkg -o gironde.pmtiles
            """)

    @Option(
        help: ArgumentHelp(
            "Layer: \(CollectionTiles.names.joined(separator: ", ")). Repeatable, in the order they are written.", valueName: "name"))
    var layer: [String] = []

    @Option(help: ArgumentHelp("Property to keep, such as code or population, in the layers that have it. Repeatable; else all.", valueName: "name"))
    var property: [String] = []

    @OptionGroup var query: QueryOptions

    @Option(help: ArgumentHelp("First zoom.", valueName: "0-14"))
    var minZoom = 5

    @Option(help: ArgumentHelp("Last zoom.", valueName: "0-14"))
    var maxZoom = 12

    @OptionGroup var data: DataOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write: FILE.pmtiles or FILE.mbtiles.", valueName: "file"))
    var output: String

    func validate() throws {
        guard (0...TileGround.maximumZoom).contains(minZoom), (minZoom...TileGround.maximumZoom).contains(maxZoom) else {
            throw ValidationError("--min-zoom and --max-zoom take numbers from 0 to \(TileGround.maximumZoom), the first no greater than the second")
        }
        guard ["pmtiles", "mbtiles"].contains(URL(fileURLWithPath: output).pathExtension.lowercased()) else {
            throw ValidationError("-o takes a file name that ends with .pmtiles or .mbtiles")
        }
    }

    func run() throws {
        let names = try layers()
        let snapshot = try snapshot(for: names)
        var given = QueryParameters(query.parameters.filter { $0.name == "lang" })
        let set = try CollectionTiles(
            snapshot, layers: names, parameters: asked.filter { !isLevelLayer || $0.name != "level" }, properties: property,
            language: try given.choice("lang") ?? .french, zooms: minZoom...maxZoom)
        let description = TileArchiveDescription(
            name: "Nouvelle-Aquitaine", description: "geo", attribution: set.attribution, zooms: minZoom...maxZoom, extent: set.bounds,
            layers: set.layers.map { layer in
                TileArchiveDescription.VectorLayer(id: layer.id, description: layer.title, zooms: minZoom...maxZoom, fields: layer.fields)
            })
        var count = 0
        if output.lowercased().hasSuffix(".pmtiles") {
            var tiles: [ArchivedTile] = []
            try forEachPart(of: set) { tiles += $0 }
            count = tiles.count
            try PMTilesFile.write(tiles, description, to: output)
        } else {
            try MBTilesFile.write(description, to: output) { add in
                try forEachPart(of: set) { tiles in
                    count += tiles.count
                    try add(tiles)
                }
            }
        }
        Terminal.note("\(output): \(count) tiles, zoom \(minZoom) to \(maxZoom)", quiet: data.quiet)
        keepToTheEnd(snapshot)
        keepToTheEnd(set)
    }

    /// No layer is named and something is asked of the list: the level says which is made.
    private var isLevelLayer: Bool { layer.isEmpty && (!asked.isEmpty || givenList != nil) }

    /// What is asked of the list.
    private var asked: [(name: String, value: String)] { query.parameters.filter { $0.name != "lang" } }

    /// The option that names a list, or says how it is read.
    private var givenList: String? {
        let given: [(String, Bool)] = [
            ("actors", data.actors != nil), ("projects", data.projects != nil), ("store", data.store.store != nil),
            ("movements", data.movements.movements != nil), ("sheet", data.reading.sheet != nil), ("column", !data.reading.column.isEmpty),
        ]
        return given.first { $0.1 }?.0
    }

    private func layers() throws -> [String] {
        guard layer.isEmpty else {
            if let givenList, try !layer.contains(where: CollectionTiles.readsList) {
                throw QueryError(
                    parameter: givenList, problem: "no layer shows anything of it", remedy: "Name a layer that does, such as couverture-communes.")
            }
            return layer
        }
        guard isLevelLayer else { return TerritoryLevel.allCases.map(CollectionTiles.territories) }
        let levels = TerritoryLevel.allCases.filter { CollectionTiles.coverage($0) != nil }
        guard let level = levels.first(where: { $0.rawValue == query.level ?? TerritoryLevel.department.rawValue }) else {
            throw QueryError(
                parameter: "level", problem: "\(quoted(query.level ?? "")) is not a level of a layer",
                remedy: "Use one of: \(levels.map(\.rawValue).joined(separator: ", ")).")
        }
        return [level].compactMap(CollectionTiles.coverage)
    }

    /// With the boundaries that the layers need; the list is read where a layer shows something of it.
    private func snapshot(for names: [String]) throws -> TerritorySnapshot {
        let levels = try CollectionTiles.levels(names)
        guard try !data.population.isEmpty || names.contains(where: CollectionTiles.readsList) else {
            let nothing = Codelist([])
            return TerritorySnapshot(
                reference: try data.location.directory().geography(boundaries: levels, gazetteer: false),
                codelists: Codelists(kinds: nothing, themes: nothing, sdgs: nothing, countries: nothing), list: ActorList(actors: [], name: ""))
        }
        return try data.snapshot(boundaries: levels, countsProjects: true)
    }

    /// Makes the tiles on all cores and hands them on in their order, some after the other, while the next are made.
    private func forEachPart(of set: CollectionTiles, _ use: ([ArchivedTile]) throws -> Void) throws {
        let progress = ProgressLine(what: "tiles", quiet: data.quiet)
        defer { progress.finish() }
        let zooms = Mutex<[Int: [TileAddress]]>([:])
        // The most detailed first: they take longest.
        DispatchQueue.concurrentPerform(iterations: maxZoom - minZoom + 1) { [maxZoom] step in
            let zoom = maxZoom - step
            let found = set.addresses(zoom: zoom)
            zooms.withLock { $0[zoom] = found }
        }
        let byZoom = zooms.withLock { $0 }
        let addresses = (minZoom...maxZoom).flatMap { byZoom[$0] ?? [] }
        let parts = Self.parts(of: addresses)
        let made = Deliveries<Result<[ArchivedTile], any Error>>()
        DispatchQueue.global(qos: .userInitiated).async {
            DispatchQueue.concurrentPerform(iterations: parts.count) { part in
                made.put(
                    Result {
                        let compressor = try GzipCompressor()
                        return try addresses[parts[part]].compactMap { address in
                            try set.tile(address).map {
                                ArchivedTile(zoom: address.zoom, column: address.column, row: address.row, content: try compressor.compressed($0))
                            }
                        }
                    }, number: part)
            }
        }
        var count = 0
        for part in parts.indices {
            let tiles = try made.take(part).get()
            count += tiles.count
            progress.show(count)
            try use(tiles)
        }
    }

    /// Runs of tiles that take about as long. Each tile of the first zooms shows much and is one by itself; of the last ones many show little.
    private static func parts(of addresses: [TileAddress]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        for (place, address) in addresses.enumerated() {
            let most = 1 << max(0, min(6, address.zoom - 6))
            if let last = parts.last, last.count < most {
                parts[parts.count - 1] = last.lowerBound..<place + 1
            } else {
                parts.append(place..<place + 1)
            }
        }
        return parts
    }
}

/// Values that some threads bring in any order and another takes in that of their numbers.
private final class Deliveries<Value: Sendable>: Sendable {
    private let waiting = Mutex<[Int: Value]>([:])
    private let arrivals = DispatchSemaphore(value: 0)

    func put(_ value: Value, number: Int) {
        waiting.withLock { $0[number] = value }
        arrivals.signal()
    }

    /// Waits for it where it has not come. Each is taken once.
    func take(_ number: Int) -> Value {
        while true {
            if let value = waiting.withLock({ $0.removeValue(forKey: number) }) { return value }
            arrivals.wait()
        }
    }
}
