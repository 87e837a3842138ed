internal import GeoCore

/// The elements that a map is written with: those that browsers, librsvg, Inkscape and LibreOffice draw alike.
enum SVGElement: String {
    case svg, g, path, rect, circle, line, text, tspan, title, desc
}

/// Writes SVG. Lengths come in millimetres and are written as whole hundredths, the unit of the view box: short, exact and the same everywhere.
struct SVGWriter {
    private(set) var sink: ByteSink
    private var isOpen = false

    init(reservingCapacity capacity: Int = 0) { sink = ByteSink(reservingCapacity: capacity) }

    /// Hundredths of a millimetre.
    static func units(_ millimeters: Double) -> Int { Int((max(-1e9, min(1e9, millimeters)) * 100).rounded(.toNearestOrAwayFromZero)) }

    mutating func start(_ element: SVGElement) {
        closeStart()
        sink.append(UInt8(ascii: "<"))
        sink.append(element.rawValue)
        isOpen = true
    }

    mutating func end(_ element: SVGElement) {
        if isOpen {
            sink.append("/>\n")
            isOpen = false
        } else {
            sink.append("</")
            sink.append(element.rawValue)
            sink.append(">\n")
        }
    }

    private mutating func closeStart() {
        if isOpen {
            sink.append(">")
            isOpen = false
        }
    }

    mutating func attribute(_ name: StaticString, _ value: String) {
        sink.append(" ")
        sink.append(name)
        sink.append("=\"")
        escape(value)
        sink.append("\"")
    }

    /// An identifier in three parts, of letters, digits, hyphens and underscores.
    mutating func identifier(_ first: String, _ second: String, _ third: String) {
        sink.append(" id=\"")
        sink.append(first)
        sink.append(second)
        sink.append(third)
        sink.append("\"")
    }

    mutating func attribute(_ name: StaticString, _ color: Color) { attribute(name, color.description) }

    /// A length in millimetres.
    mutating func attribute(_ name: StaticString, millimeters: Double) {
        sink.append(" ")
        sink.append(name)
        sink.append("=\"")
        append(Self.units(millimeters))
        sink.append("\"")
    }

    /// The data of a path, written by `body`.
    mutating func pathData(_ body: (inout SVGPathData) -> Void) {
        sink.append(" d=\"")
        var data = SVGPathData(sink)
        sink = ByteSink()
        body(&data)
        sink = data.sink
        sink.append("\"")
    }

    /// The data of a path, written before.
    mutating func pathData(written data: some Collection<UInt8>) {
        sink.append(" d=\"")
        sink.append(contentsOf: data)
        sink.append("\"")
    }

    /// Whole elements, written before by a writer of their own.
    mutating func elements(written bytes: [UInt8]) {
        closeStart()
        sink.append(contentsOf: bytes)
    }

    mutating func content(_ text: String) {
        closeStart()
        escape(text)
    }

    /// An element that holds only text, without a line break after it when it is `isInline`.
    mutating func element(_ element: SVGElement, _ text: String, isInline: Bool = false) {
        start(element)
        content(text)
        sink.append("</")
        sink.append(element.rawValue)
        sink.append(isInline ? ">" : ">\n")
    }

    /// Ends the start tag that is open and its line.
    mutating func newLine() {
        closeStart()
        sink.append("\n")
    }

    private mutating func append(_ value: Int) { sink.append(String(value)) }

    /// Nothing in the text has to be escaped or left out; `false` where that takes more than a look at its bytes.
    private static func isPlain(_ text: String) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0..<0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F: return false
            // U+0080…U+009F, U+2028 and U+2029 (as U+20A8…, which no map says), U+FFFE and U+FFFF.
            case 0x80..<0xA0 where before == 0xC2: return false
            case 0xA8,
                0xA9 where before == 0x80:
                return false
            case 0xBE,
                0xBF where before == 0xBF:
                return false
            default: break
            }
            before = byte
        }
        return true
    }

    /// Text with the five signs of XML escaped; what XML 1.0 cannot hold (control characters, U+FFFE, U+FFFF) is left out, line breaks become spaces.
    private mutating func escape(_ text: String) {
        if Self.isPlain(text) { return sink.append(text) }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: sink.append("&amp;")
            case 0x3C: sink.append("&lt;")
            case 0x3E: sink.append("&gt;")
            case 0x22: sink.append("&quot;")
            case 0x27: sink.append("&#39;")
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: sink.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: continue
            case 0x20..<0x7F: sink.append(UInt8(scalar.value))
            default: for byte in String(scalar).utf8 { sink.append(byte) }
            }
        }
    }
}

/// The `d` attribute in whole units: one absolute start per subpath, then relative steps.
struct SVGPathData {
    private(set) var sink: ByteSink

    init(_ sink: ByteSink) { self.sink = sink }

    /// Steps through points; a point equal to the one before is left out.
    mutating func subpath(_ points: some Sequence<GridPoint>, isClosed: Bool) {
        var last: GridPoint?
        var isFirstStep = true
        for point in points {
            guard let from = last else {
                sink.append("M")
                number(point.x, separated: false)
                number(point.y, separated: true)
                last = point
                continue
            }
            guard point != from else { continue }
            if isFirstStep { sink.append("l") }
            number(point.x - from.x, separated: !isFirstStep)
            number(point.y - from.y, separated: true)
            isFirstStep = false
            last = point
        }
        if isClosed && last != nil { sink.append("z") }
    }

    /// Closed rings, in millimetres.
    mutating func closed(_ rings: [[Position]]) {
        for ring in rings { subpath(ring.lazy.map { GridPoint($0) }, isClosed: true) }
    }

    /// A minus sign is its own separator.
    private mutating func number(_ value: Int32, separated: Bool) {
        if separated && value >= 0 { sink.append(" ") }
        if value < 0 { sink.append("-") }
        var rest = value.magnitude
        if rest < 10 { return sink.append(UInt8(48 + rest)) }
        var digits: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { buffer in
            var start = 10
            while rest > 0 {
                start -= 1
                buffer[start] = UInt8(48 + rest % 10)
                rest /= 10
            }
            for place in start..<10 { sink.append(buffer[place]) }
        }
    }
}

/// A point of the page in hundredths of a millimetre.
struct GridPoint: Hashable, Sendable {
    let x: Int32
    let y: Int32

    init(_ x: Int32, _ y: Int32) {
        self.x = x
        self.y = y
    }

    /// From millimetres.
    init(_ position: Position) {
        x = Int32(SVGWriter.units(max(-1e6, min(1e6, position.x))))
        y = Int32(SVGWriter.units(max(-1e6, min(1e6, position.y))))
    }
}
