internal import GeoCore
internal import HTTPTypes

/// One page of features, to be written in any of the types.
struct FeaturePage {
    let request: ItemsRequest
    let document: DocumentRequest
    /// Of all pages.
    let matched: Int
    let rows: [Int]
    /// In the system asked for.
    private let geometry: FeatureGeometry
    private let geometries: EncodedGeometries

    init(_ request: ItemsRequest, _ document: DocumentRequest) throws {
        self.request = request
        self.document = document
        let all = try request.rows()
        matched = all.count
        rows = Array(request.page(of: all))
        geometries = try request.geometries(document.served.features)
        geometry = try geometries.column.geometry(in: request.writing.system)
    }

    /// The page of one feature, and its row.
    ///
    /// - Throws: 404 when there is none of that identifier.
    static func single(_ document: DocumentRequest, _ collection: PublishedCollection) throws -> (page: FeaturePage, row: Int) {
        let request = try ItemsRequest(feature: document, collection: collection)
        guard let row = request.table.table.row(of: document.variable) else {
            throw APIError(
                .notFound, code: "NotFound", problem: "\(quoted(document.variable)) is not a feature of \(collection.id)",
                remedy: "See \(collection.path)/items for those there are.")
        }
        return (try FeaturePage(request, document, rows: [row]), row)
    }

    private init(_ request: ItemsRequest, _ document: DocumentRequest, rows: [Int]) throws {
        self.request = request
        self.document = document
        matched = rows.count
        self.rows = rows
        geometries = try request.geometries(document.served.features)
        geometry = try geometries.column.geometry(in: request.writing.system)
    }

    var table: FeatureTable { request.table.table }

    /// To this page, its other types, the neighbouring pages and the collection.
    var links: [Link] {
        let type = document.mediaType
        var links = document.ownLinks { ItemsRequest.idleParameters($0, request.collection) }
        // Whoever follows the link without the same Accept gets the same type.
        let format = type == document.offered.first ? [] : [(name: "f", value: type.formatName ?? "")]
        func page(from offset: Int, _ relation: String, _ title: String) -> Link {
            Link(document.address.with(format + [("offset", String(offset))]), relation, type, title)
        }
        if request.offset + rows.count < matched, !rows.isEmpty { links.append(page(from: request.offset + rows.count, "next", "Page suivante")) }
        if request.offset > 0 {
            links.append(page(from: max(0, min(request.offset, matched) - request.limit), "prev", "Page précédente"))
        }
        links.append(Link(document.address.to(request.collection.path), Relation.collection, .json, request.collection.title(request.language)))
        return links
    }

    /// `Content-Crs`, the link to the queryables, and those to the neighbouring pages for types that cannot hold any.
    var headers: HTTPFields {
        var headers = HTTPFields.contentCRS(request.writing.system)
        var shown = [Link(document.address.to(request.collection.path + "/queryables"), Relation.queryables, .schemaJSON, "")]
        if document.mediaType != .geoJSON { shown += links.filter { $0.relation == "next" || $0.relation == "prev" } }
        if let name = HTTPField.Name("Link") { headers[name] = shown.map(\.field).joined(separator: ", ") }
        return headers
    }

    // MARK: - GeoJSON

    func geoJSON() -> [UInt8] {
        var sink = ByteSink(reservingCapacity: 4096 + rows.count * 1600)
        sink.append(#"{"type":"FeatureCollection""#)
        appendBox(to: &sink)
        sink.append(#","numberMatched":"#)
        sink.append(String(matched))
        sink.append(#","numberReturned":"#)
        sink.append(String(rows.count))
        sink.append(#","links":"#)
        sink.append(.array(links.map(\.json)))
        sink.append(#","metadonnees":{"#)
        sink.appendJSONMembers(table.notes)
        sink.append(#"},"features":["#)
        for (place, row) in rows.enumerated() {
            sink.append(place > 0 ? ",\n" : "\n")
            append(row, to: &sink)
            sink.append("}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }

    /// One feature a line, each after a record separator (RFC 8142).
    func sequence() -> [UInt8] {
        var sink = ByteSink(reservingCapacity: rows.count * 1600)
        for row in rows {
            sink.append(0x1E as UInt8)
            append(row, to: &sink)
            sink.append("}\n")
        }
        return sink.bytes
    }

    /// One feature by itself, with its links.
    func feature(_ row: Int, links: [Link]) -> [UInt8] {
        var sink = ByteSink(reservingCapacity: 4096)
        append(row, to: &sink)
        sink.append(#","links":"#)
        sink.append(.array(links.map(\.json)))
        sink.append("}\n")
        return sink.bytes
    }

    /// A feature without its closing brace.
    private func append(_ row: Int, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","id":"#)
        sink.appendJSON(table.ids[row])
        sink.append(#","properties":"#)
        if request.columns.count == table.columns.count {
            sink.append(request.table.properties[row])
        } else {
            sink.appendProperties(of: table, row: row, columns: request.columns)
        }
        sink.append(#","geometry":"#)
        let index = table.geometryIndex[row]
        if request.writing.isUsual {
            sink.append(geometries.json[index])
        } else {
            sink.append(geometry, at: index, writing: request.writing)
        }
    }

    private func appendBox(to sink: inout ByteSink) {
        let box = rows.reduce(Envelope.empty) { $0.union(geometry.envelopes[table.geometryIndex[$1]]) }
        guard !box.isEmpty else { return }
        sink.append(#","bbox":"#)
        let isSwapped = request.writing.system.isLatitudeFirst
        sink.appendGeoJSONBox(
            isSwapped ? Envelope(minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX) : box, precision: request.writing.precision)
    }

    // MARK: - CSV

    /// One row a feature. A point has two columns more; a boundary has no place in a table.
    func csv() -> [UInt8] {
        var writer = CSVWriter(dialect: .standard)
        let names = request.columns.map { table.schema.properties[$0].name }
        var points: [Position?]?
        if case .points(let positions) = geometry.shapes { points = positions }
        let axes = request.writing.system.isGeographic ? ["longitude", "latitude"] : ["x", "y"]
        writer.append(header: points == nil ? names : names + axes)
        for row in rows {
            var fields = request.columns.map { table.columns[$0][row] }
            if let points {
                let point = points[table.geometryIndex[row]]
                fields += [coordinate(point?.x), coordinate(point?.y)]
            }
            writer.append(fields)
        }
        return writer.bytes
    }

    /// With as many decimals as GeoJSON has.
    private func coordinate(_ value: Double?) -> PropertyValue {
        guard let value else { return .null }
        var sink = ByteSink()
        sink.appendFixed(value, decimals: request.writing.precision)
        return .text(String(decoding: sink.bytes, as: UTF8.self))
    }
}

extension HTTPFields {
    /// The reference system of the coordinates in an answer (OGC API Features Part 2).
    static func contentCRS(_ system: CoordinateReferenceSystem) -> HTTPFields {
        guard let name = HTTPField.Name("Content-Crs") else { return [:] }
        return [name: "<\(system.uri)>"]
    }
}
