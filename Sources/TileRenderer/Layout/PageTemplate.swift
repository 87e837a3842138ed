/// A page made for one medium: its size, and how large letters are on it. The raw value is the word of the query vocabulary.
public enum PageTemplate: String, Sendable, CaseIterable, Hashable {
    /// A sheet of A4 (ISO 216), upright or lying.
    case a4Portrait = "a4-portrait"
    case a4Landscape = "a4-landscape"
    /// The upper or lower half of an A4 report between margins of 20 mm.
    case halfPage = "half-page"
    /// A slide of 13⅓ × 7½ inches, read from the back of a room.
    case slide = "slide-16-9"
    /// For social networks, read on a telephone.
    case square
    /// 960 × 640 px at 96 px an inch, the smallest letters about 11 px high on a plain map.
    case web

    /// Millimetres.
    public var size: (width: Double, height: Double) {
        switch self {
        case .a4Portrait: (210, 297)
        case .a4Landscape: (297, 210)
        case .halfPage: (170, 125)
        case .slide: (338.67, 190.5)
        case .square: (180, 180)
        case .web: (254, 169.33)
        }
    }

    /// Of letters, lines and spaces, against those of a page of 180 mm held in the hand.
    var scale: Double {
        switch self {
        case .a4Portrait, .a4Landscape: 1.08
        case .halfPage: 0.96
        case .slide: 1.6
        case .square: 1.12
        case .web: 1.42
        }
    }
}

/// The page that a map is laid out on.
struct PageFormat: Hashable, Sendable {
    /// Millimetres.
    let width: Double
    /// Millimetres; `nil` for a page as high as what it holds.
    let height: Double?
    /// Of letters, lines and spaces, against those of a page of 180 mm.
    let scale: Double

    init(_ template: PageTemplate) {
        width = template.size.width
        height = template.size.height
        scale = template.scale
    }

    /// A page of any width: a map for a column has smaller letters than a poster, not in proportion.
    init(width: Double) { self.init(width: width, scale: min(2.2, max(0.72, (width / 180).squareRoot()))) }

    init(width: Double, scale: Double) {
        self.width = width
        height = nil
        self.scale = scale
    }
}
