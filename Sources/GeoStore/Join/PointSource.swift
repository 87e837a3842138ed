internal import GeoCore

/// A file of points, opened: a table with two columns of coordinates, or a layer.
struct PointSource {
    let name: String
    /// Its columns or attributes.
    let header: [String]
    let delimiter: UInt8
    let encoding: TextEncoding?
    /// Of a table, where the coordinates are.
    let place: PointColumns?
    let crs: String?
    let notes: [String]
    let feed: any PointFeed

    var isTable: Bool { place != nil }

    /// - Throws: a `Diagnostic`.
    init(_ input: PointJoin.Input) throws {
        if try input.path == "-" || LayerFile.isTable(input.path) {
            try self.init(table: input)
        } else {
            try self.init(layer: input)
        }
    }

    private init(table input: PointJoin.Input) throws {
        guard input.layer == nil else {
            throw ImportError("--layer: this is a table, not a layer", location: input.path, remedy: "Leave --layer out.", kind: .usage)
        }
        let source = input.path == "-" ? ByteSource.standardInput() : try ByteSource(file: input.path)
        name = source.name
        crs = input.crs
        if input.sheet == nil, let lines = try LineFeed(source, columns: input.columns) {
            (header, delimiter, encoding, notes, feed) = (lines.header, lines.delimiter, lines.encoding, [], lines)
            place = try PointColumns(header: lines.header, overrides: input.columns, file: source.name)
        } else {
            let reader = try TableFile.open(source, sheet: input.sheet, columns: input.columns)
            (header, delimiter, encoding, notes) = (reader.header, reader.delimiter, nil, reader.notes)
            feed = RecordFeed(reader: reader)
            place = try PointColumns(header: reader.header, overrides: input.columns, file: reader.name)
        }
    }

    private init(layer input: PointJoin.Input) throws {
        guard input.sheet == nil, input.columns.isEmpty else {
            throw ImportError(
                "\(input.sheet == nil ? "--column" : "--sheet"): this is a layer, not a table", location: input.path, remedy: "Leave it out.",
                kind: .usage)
        }
        let opened = try LayerFile.open(input.path, layer: input.layer, wanted: .points, crs: input.crs)
        name = opened.reader.name
        header = try opened.reader.attributeNames()
        delimiter = UInt8(ascii: ",")
        encoding = nil
        place = nil
        crs = opened.crs
        notes = []
        feed = FeatureFeed(reader: opened.reader)
    }
}
