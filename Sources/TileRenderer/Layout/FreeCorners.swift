internal import GeoCore

/// The corners of the frame where nothing is drawn but the surroundings: room for an inset or a locator.
struct FreeCorners {
    enum Corner: CaseIterable { case topRight, bottomRight, bottomLeft, topLeft }

    private let frame: Envelope
    /// Of each corner, the side of the largest square in it that touches nothing drawn, in millimetres.
    private let sides: [Corner: Double]

    /// - Parameters:
    ///   - outline: points of what is drawn, in millimetres on the page.
    ///   - reach: around each of them, in millimetres.
    init(frame: Envelope, outline: [(point: Position, reach: Double)], clearance: Double) {
        self.frame = frame
        var sides: [Corner: Double] = [:]
        for corner in Corner.allCases {
            let at = Self.position(corner, frame)
            var side = min(frame.width, frame.height)
            for (point, reach) in outline { side = min(side, max(abs(point.x - at.x), abs(point.y - at.y)) - reach) }
            sides[corner] = max(0, side - clearance)
        }
        self.sides = sides
    }

    private static func position(_ corner: Corner, _ frame: Envelope) -> Position {
        switch corner {
        case .topRight: Position(frame.maxX, frame.minY)
        case .bottomRight: Position(frame.maxX, frame.maxY)
        case .bottomLeft: Position(frame.minX, frame.maxY)
        case .topLeft: Position(frame.minX, frame.minY)
        }
    }

    /// The corner with most room, and how much it has.
    func largest(besides taken: Corner? = nil) -> (corner: Corner, side: Double)? {
        var best: (corner: Corner, side: Double)?
        for corner in Corner.allCases where corner != taken {
            let side = sides[corner] ?? 0
            if side > (best?.side ?? 0) { best = (corner, side) }
        }
        return best
    }

    /// A box of that size in a corner.
    func box(_ corner: Corner, width: Double, height: Double) -> Envelope {
        let isRight = corner == .topRight || corner == .bottomRight
        let isTop = corner == .topRight || corner == .topLeft
        let x = isRight ? frame.maxX - width : frame.minX
        let y = isTop ? frame.minY : frame.maxY - height
        return Envelope(minX: x, minY: y, maxX: x + width, maxY: y + height)
    }
}
