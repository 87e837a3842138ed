/// The parameter `bbox`: a box, perhaps across the antimeridian.
public struct FeatureBox: Sendable, Hashable {
    /// One box, or the two on either side of the antimeridian, in (east, north) or (longitude, latitude) order.
    public let boxes: [Envelope]
    public let system: CoordinateReferenceSystem

    /// Reads four numbers, or six with heights, which are left aside since features are flat; axes in the order of the system's authority.
    ///
    /// - Throws: `QueryError` for the parameter `bbox`.
    public init(_ text: String, system: CoordinateReferenceSystem = .crs84) throws(QueryError) {
        func failure(_ problem: String) -> QueryError {
            let axes = system.isGeographic ? (system.isLatitudeFirst ? "south,west,north,east" : "west,south,east,north") : "minx,miny,maxx,maxy"
            return QueryError(parameter: "bbox", problem: problem, remedy: "Give four numbers: \(axes); or six with heights.")
        }
        var numbers: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = QueryParameters.decimal(part) else { throw failure("\(quoted(part)) is not a number") }
            numbers.append(number)
        }
        guard numbers.count == 4 || numbers.count == 6 else { throw failure("\(numbers.count) numbers") }
        if numbers.count == 6 { numbers = [numbers[0], numbers[1], numbers[3], numbers[4]] }
        if system.isLatitudeFirst { numbers = [numbers[1], numbers[0], numbers[3], numbers[2]] }
        if system.isGeographic { (numbers[0], numbers[2]) = Self.wrapped(numbers[0], numbers[2]) }
        let box = Envelope(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        guard box.minY <= box.maxY else { throw failure("the lower corner is above the upper one") }
        guard box.minX <= box.maxX || system.isGeographic else { throw failure("the left corner is right of the right one") }
        boxes = GeometryLiteral.boxes(box)
        self.system = system
    }

    /// Longitudes beyond the antimeridian as those they are on the ground: 350 is -10.
    private static func wrapped(_ west: Double, _ east: Double) -> (Double, Double) {
        guard abs(west) > 180 || abs(east) > 180 else { return (west, east) }
        guard east - west < 360 else { return (-180, 180) }
        func turned(_ longitude: Double) -> Double {
            let rest = (longitude + 180).truncatingRemainder(dividingBy: 360)
            return (rest < 0 ? rest + 360 : rest) - 180
        }
        return (turned(west), turned(east))
    }

    /// For each geometry whether it meets the box; `nil` where there is none.
    func answers(_ column: GeometryColumn) throws(QueryError) -> [Bool?] {
        do {
            return try SpatialTest.intersects(try column.geometry(in: system), .collection(boxes.map { .box($0) }))
        } catch {
            throw QueryError(parameter: "bbox", problem: error.problem, remedy: error.remedy)
        }
    }
}
