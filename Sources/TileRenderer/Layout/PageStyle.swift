/// Sizes of type and space in millimetres, by the page.
struct PageStyle: Sendable {
    let page: PageFormat
    let margin: Double
    let title: TextMetrics
    let subtitle: TextMetrics
    let notice: TextMetrics
    let legendTitle: TextMetrics
    let legend: TextMetrics
    let small: TextMetrics
    let town: TextMetrics
    let footer: TextMetrics
    /// Width of a column of legend beside the map.
    let legendWidth: Double
    let gap: Double
    let scale: Double

    var width: Double { page.width }
    /// Narrower pages have the legend below the map, and neither inset nor locator.
    var isWide: Bool { page.width >= 120 }

    /// How much smaller everything may be made where a page of fixed height has too little room.
    static let fits = [1, 0.93, 0.86, 0.8, 0.74, 0.68]

    /// - Parameter fit: 1 or less, to make everything smaller where a page of fixed height has too little room; letters keep a least size.
    init(_ page: PageFormat, fit: Double = 1) {
        let scale = page.scale * fit
        // What is read from afar has larger letters at the least, too.
        let least = max(1, 0.9 * page.scale)
        self.page = page
        self.scale = scale
        margin = 6 * scale
        gap = 5 * scale
        title = TextMetrics(size: max(4 * least, 5.6 * scale), isBold: true)
        subtitle = TextMetrics(size: max(2.7 * least, 3.6 * scale))
        notice = TextMetrics(size: max(2.2 * least, 2.7 * scale), isBold: true)
        legendTitle = TextMetrics(size: max(2.3 * least, 2.8 * scale), isBold: true)
        legend = TextMetrics(size: max(2.2 * least, 2.7 * scale))
        small = TextMetrics(size: max(1.95 * least, 2.2 * scale))
        town = TextMetrics(size: max(1.95 * least, 2.25 * scale))
        footer = TextMetrics(size: max(1.9 * least, 2.05 * scale))
        legendWidth = max(46 * scale, 17 * legend.size)
    }

    /// From one line of text to the next.
    static func leading(_ metrics: TextMetrics) -> Double { metrics.size * 1.28 }

    enum Ink {
        static let text = Color(26, 29, 33)
        static let secondary = Color(85, 92, 99)
        static let notice = Color(166, 33, 22)
        static let border = Color(20, 24, 29)
        static let paper = Color(255, 255, 255)
        static let zero = Color(255, 255, 255)
        /// Territories under circles, and the lines between them.
        static let circleGround = Color(250, 249, 245)
        static let circleGroundBorder = Color(142, 143, 138)
        /// A circle whose colour is missing.
        static let circleWithoutColor = Color(176, 180, 184)
        /// Around what is drawn, the sea and other regions: not the white of a zero.
        static let outside = Color(228, 236, 242)
        static let context = Color(236, 236, 230)
        static let contextBorder = Color(196, 197, 191)
        static let contextText = Color(104, 107, 103)
        static let locator = Color(217, 218, 213)
        static let hatch = Color(120, 126, 132)
        static let frame = Color(205, 207, 203)
    }
}
