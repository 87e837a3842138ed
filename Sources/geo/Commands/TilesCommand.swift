import ArgumentParser
import Dispatch
import Foundation
import GeoCore
import GeoStore
import Synchronization
import TileRenderer

struct TilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "The pyramid of vector tiles, as PMTiles or MBTiles: for a web map without a server, for QGIS.",
        discussion: """
            One layer a level of the reference geography, named as the collections of the server (regions, departements, epci, cantons, \
            communes). Neighbours and layers share their borders at every zoom.

            Examples:
              geo tiles -o region.pmtiles
              geo tiles --layer communes --layer departements --max-zoom 10 -o communes.mbtiles
            """)

    @Option(
        help: ArgumentHelp("Layer: \(TerritoryLevel.allCases.map(\.collection).joined(separator: ", ")). Repeatable; else all.", valueName: "name"))
    var layer: [String] = []

    @Option(help: ArgumentHelp("Property of the territories to keep, such as code or population. Repeatable; else all.", valueName: "name"))
    var property: [String] = []

    @Option(help: ArgumentHelp("First zoom.", valueName: "0-14"))
    var minZoom = 5

    @Option(help: ArgumentHelp("Last zoom.", valueName: "0-14"))
    var maxZoom = 12

    @OptionGroup var location: DataLocation

    @Flag(help: "No messages but errors.")
    var quiet = false

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
        let levels = try layers()
        let reference = try ReferenceFile(location.directory().reference).geography(boundaries: Set(levels), gazetteer: false)
        var layers: [VectorTileSet.Layer] = []
        var boundaries: [[MultiPolygon]] = []
        var described: [TileArchiveDescription.VectorLayer] = []
        for level in levels {
            guard let outlines = reference.boundaries(at: level) else { continue }
            let properties = try properties(level, reference)
            boundaries.append(outlines)
            layers.append(
                VectorTileSet.Layer(
                    name: level.collection,
                    attributes: TileAttributes(
                        ids: reference.territories(at: level).map { UInt64($0.code) }, properties: properties), outlines: layers.count))
            described.append(
                TileArchiveDescription.VectorLayer(
                    id: level.collection, description: level.collection, zooms: minZoom...maxZoom, fields: Self.fields(properties)))
        }
        let set = VectorTileSet(ground: TileGround(layers: boundaries), layers: layers)
        let tiles = try pyramid(set)
        let extent = boundaries.joined().reduce(Envelope.empty) { $0.union($1.envelope) }
        let vintage = reference.vintage
        let description = TileArchiveDescription(
            name: "Nouvelle-Aquitaine", description: "geo", attribution: "\(vintage.source) ; \(vintage.licence)", zooms: minZoom...maxZoom,
            extent: extent,
            layers: described)
        if output.lowercased().hasSuffix(".pmtiles") {
            try PMTilesFile.write(tiles, description, to: output)
        } else {
            try MBTilesFile.write(tiles, description, to: output)
        }
        Terminal.note("\(output): \(tiles.count) tiles, zoom \(minZoom) to \(maxZoom)", quiet: quiet)
    }

    private func layers() throws -> [TerritoryLevel] {
        try layer.isEmpty
            ? TerritoryLevel.allCases
            : layer.map { name in
                guard let level = TerritoryLevel.allCases.first(where: { $0.collection == name }) else {
                    throw QueryError(
                        parameter: "layer", problem: "\(quoted(name)) is not a layer",
                        remedy: "Use one of: \(TerritoryLevel.allCases.map(\.collection).joined(separator: ", ")).")
                }
                return level
            }
    }

    private func properties(_ level: TerritoryLevel, _ reference: ReferenceGeography) throws -> [[(String, PropertyValue)]] {
        let all = reference.territories(at: level).map { $0.properties(reference.vintage) }
        guard !property.isEmpty else { return all }
        let known = all.first?.map(\.0) ?? []
        if let unknown = property.first(where: { !known.contains($0) }) {
            throw QueryError(
                parameter: "property", problem: "\(quoted(unknown)) is not a property", remedy: "Use one of: \(known.joined(separator: ", ")).")
        }
        return all.map { $0.filter { property.contains($0.0) } }
    }

    private static func fields(_ properties: [[(String, PropertyValue)]]) -> [(name: String, type: String)] {
        guard let first = properties.first else { return [] }
        return first.indices.map { place in
            let value = properties.lazy.map { $0[place].1 }.first { $0 != .null } ?? .null
            return switch value {
            case .number: (first[place].0, "Number")
            case .boolean: (first[place].0, "Boolean")
            default: (first[place].0, "String")
            }
        }
    }

    /// Half a percent larger than at zlib's usual level, and a sixth faster.
    private static let compression: Int32 = 4

    private func pyramid(_ set: VectorTileSet) throws -> [ArchivedTile] {
        let progress = ProgressLine(what: "tiles", quiet: quiet)
        let zooms = Mutex<[Int: [TileAddress]]>([:])
        // The most detailed first: they take longest.
        DispatchQueue.concurrentPerform(iterations: maxZoom - minZoom + 1) { step in
            let zoom = maxZoom - step
            let found = set.addresses(zoom: zoom)
            zooms.withLock { $0[zoom] = found }
        }
        let byZoom = zooms.withLock { $0 }
        let addresses = (minZoom...maxZoom).flatMap { byZoom[$0] ?? [] }
        let size = 64
        let pieces = Mutex<(done: [Int: [ArchivedTile]], failure: (any Error)?)>(([:], nil))
        let count = (addresses.count + size - 1) / size
        DispatchQueue.concurrentPerform(iterations: count) { piece in
            let part = addresses[piece * size..<min((piece + 1) * size, addresses.count)]
            let result = Result {
                let compressor = try GzipCompressor(level: Self.compression)
                return try part.compactMap { address in
                    try set.tile(address).map {
                        ArchivedTile(zoom: address.zoom, column: address.column, row: address.row, content: try compressor.compressed($0))
                    }
                }
            }
            pieces.withLock { pieces in
                switch result {
                case .success(let tiles): pieces.done[piece] = tiles
                case .failure(let error): pieces.failure = error
                }
            }
        }
        progress.finish()
        let (done, failure) = pieces.withLock { $0 }
        if let failure { throw failure }
        return (0..<count).flatMap { done[$0] ?? [] }
    }
}

extension TerritoryLevel {
    /// The name of the level's collection.
    var collection: String {
        switch self {
        case .region: "regions"
        case .department: "departements"
        case .epci: "epci"
        case .canton: "cantons"
        case .commune: "communes"
        case .zone: "zones"
        }
    }
}
