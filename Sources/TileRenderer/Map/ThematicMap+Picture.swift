public import GeoCore

/// What a picture of a map is asked for with, besides the map: its format and, of a PNG, how fine it is.
public struct PictureQuery: Sendable, Hashable {
    public var map: MapQuery
    public var format: PictureFormat
    /// Pixels an inch, of a PNG.
    public var dpi: Int

    public static let resolutions = QueryTerm.resolutions

    /// Reads the vocabulary of a map and, for a PNG, `dpi`; every other parameter is refused.
    ///
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, format: PictureFormat, in snapshot: TerritorySnapshot) throws(QueryError) {
        var parameters = parameters
        dpi = format == .png ? try parameters.integer("dpi", in: Self.resolutions) ?? 150 : 150
        map = try MapQuery(parameters, in: snapshot)
        self.format = format
    }
}

extension ThematicMap {
    /// The most pixels of a PNG: 600 mm by 600 mm at 340 dpi.
    public static let pixelLimit = 64_000_000

    /// The map as an SVG document of the subset that every program draws alike: the same bytes for the same map.
    public func svg() -> [UInt8] {
        guard panels.isEmpty else {
            var drawing = FacetDrawing(self)
            return drawing.draw()
        }
        var drawing = MapDrawing(self)
        return drawing.draw()
    }

    /// The map in one of the formats.
    ///
    /// - Parameters:
    ///   - logo: at the upper right corner of a PNG or PDF.
    ///   - converter: makes those that are not SVG; without it they are missing.
    /// - Throws: `PictureError`; `QueryError` for more than `pixelLimit` pixels, or for a logo in an SVG.
    public func picture(
        _ format: PictureFormat, dpi: Int = 150, logo: LogoImage? = nil, by converter: (any PictureConverter)?
    ) throws -> [UInt8] {
        guard format != .svg else {
            guard logo == nil else { throw LogoImage.refusedInSVG }
            return svg()
        }
        guard let converter else { throw PictureError.missing(format) }
        let page = try page(logo)
        if format == .png {
            let width = page.width / 25.4 * Double(dpi)
            let height = page.height / 25.4 * Double(dpi)
            guard width * height <= Double(Self.pixelLimit) else {
                throw QueryError(
                    parameter: "dpi", problem: "the picture would have \(Int(width)) × \(Int(height)) pixels",
                    remedy: "Ask for fewer dpi or a smaller width: \(Self.pixelLimit / 1_000_000) million pixels at most.")
            }
        }
        // The data's date or, of a list without one, that of the codes: never the clock.
        let date = metadata.dataDate ?? CalendarDate(metadata.vintage.codes) ?? CalendarDate(year: 1970, month: 1, day: 1)
        guard let date else { throw PictureError("the picture has no date") }
        return try converter.convert(page.bytes, to: format, dpi: dpi, date: date)
    }

    /// The drawing and the size of its page in millimetres.
    private func page(_ logo: LogoImage?) throws(QueryError) -> (bytes: [UInt8], width: Double, height: Double) {
        guard panels.isEmpty else {
            guard logo == nil else {
                throw QueryError(parameter: "logo", problem: "a page of small maps has no room for it", remedy: "Leave logo or facet out.")
            }
            var drawing = FacetDrawing(self)
            return (drawing.draw(), drawing.style.width, drawing.layout.height)
        }
        var drawing = MapDrawing(self, logo: logo)
        return (drawing.draw(), drawing.style.width, drawing.layout.height)
    }
}
