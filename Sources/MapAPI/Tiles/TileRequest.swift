internal import GeoCore
internal import HTTPTypes
internal import TileRenderer

/// What the tiles of a collection show: its features, chosen by the query vocabulary, with all or some of their properties.
struct TileRequest: Sendable {
    let collection: PublishedCollection
    let table: EncodedTable
    /// Of the table, those that are shown; `nil`: all.
    let rows: [Int]?
    /// Of the table's schema, those that are written.
    private(set) var columns: [Int]

    init(_ request: DocumentRequest, collection: PublishedCollection) throws {
        var parameters = request.parameters
        let names = try parameters.list("properties")
        try self.init(parameters, collection: collection, features: request.served.features)
        columns = try ItemsRequest.columns(names, table.table.schema)
    }

    /// With all properties.
    init(_ parameters: QueryParameters, collection: PublishedCollection, features: FeatureStore) throws {
        var parameters = parameters
        self.collection = collection
        // How coverage is written as GeoJSON; a tile has one way.
        for name in ["lang", "precision", "rings", "simplify"] { parameters.settle(name) }
        (table, rows) = try ItemsRequest.table(parameters, collection, features)
        columns = Array(table.table.schema.properties.indices)
    }

    /// Keeps those of these properties that there are.
    mutating func keep(_ names: Set<String>) { columns.removeAll { !names.contains(table.table.schema.properties[$0].name) } }

    /// What each property is in a tile, by name: `String`, `Number` or `Boolean`.
    var fields: [(name: String, type: String)] {
        let own = columns.map { column -> (name: String, type: String) in
            let property = table.table.schema.properties[column]
            return switch property.type {
            case .integer, .number: (property.name, "Number")
            case .boolean: (property.name, "Boolean")
            case .text, .date, .textList: (property.name, "String")
            }
        }
        return collection.isPoints ? own + PointTileSet.clusterFields : own
    }

    /// Longitudes and latitudes that hold what is shown, rounded outward; `nil` when nothing is.
    var bounds: Envelope? {
        let table = table.table
        let box = rows.map { table.envelope(of: $0) } ?? table.envelope(of: table.ids.indices)
        guard !box.isEmpty else { return nil }
        func down(_ value: Double) -> Double { (value * 1e6).rounded(.down) / 1e6 }
        func up(_ value: Double) -> Double { (value * 1e6).rounded(.up) / 1e6 }
        return Envelope(minX: down(box.minX), minY: down(box.minY), maxX: up(box.maxX), maxY: up(box.maxY))
    }

    /// The tile at a place of the path: three numbers.
    ///
    /// - Parameter text: `zoom/row/column`, or `zoom/column/row.mvt`.
    /// - Throws: 404 for what is no place of the matrix, or deeper than tiles go.
    static func address(_ text: String, isRowFirst: Bool) throws(APIError) -> TileAddress {
        var text = text[...]
        if !isRowFirst {
            guard text.hasSuffix(".mvt") else { throw APIError.notFound }
            text = text.dropLast(4)
        }
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map(number)
        guard numbers.count == 3, let zoom = numbers[0], let second = numbers[1], let third = numbers[2], TileZooms.all.contains(zoom),
            let address = TileAddress(zoom: zoom, column: isRowFirst ? third : second, row: isRowFirst ? second : third)
        else {
            throw APIError(
                .notFound, code: "NotFound", problem: "there is no tile at \(quoted(text))",
                remedy: "Zooms go from \(TileZooms.all.lowerBound) to \(TileZooms.all.upperBound); rows and columns from 0 to 2^zoom - 1.")
        }
        return address
    }

    /// Digits alone, without a zero before them: one tile has one address.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 8, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            text == "0" || text.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }
}
