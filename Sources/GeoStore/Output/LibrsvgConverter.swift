internal import CZlib
public import GeoCore
internal import Glibc

/// PNG and PDF by `rsvg-convert` of librsvg, a process for each picture.
///
/// A PNG has the size of the page in its header (`pHYs`), so that Office and browsers' print show it as large as the SVG. A PDF keeps lines and letters, with
/// the fonts in it, and carries the date given instead of the time of day.
public struct LibrsvgConverter: PictureConverter {
    private let program: String
    private let timeLimit: Duration
    private let memoryLimit: UInt

    /// - Parameters:
    ///   - program: a name to be found in the search path, or a path.
    ///   - memoryLimit: bytes of address space; a picture of 64 million pixels takes about 0.7 GB.
    public init(program: String = "rsvg-convert", timeLimit: Duration = .seconds(60), memoryLimit: UInt = 2 << 30) {
        self.program = program
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
    }

    public func convert(_ svg: [UInt8], to format: PictureFormat, dpi: Int, date: CalendarDate) throws(PictureError) -> [UInt8] {
        guard format != .svg else { return svg }
        let resolution = format == .png ? ["--dpi-x", "\(dpi)", "--dpi-y", "\(dpi)"] : []
        let process = BoundedProcess(
            program: program, arguments: ["--format", format.rawValue] + resolution,
            environment: ["SOURCE_DATE_EPOCH": "\(date.daysSince1970 * 86_400)", "LC_ALL": "C.UTF-8"], timeLimit: timeLimit,
            memoryLimit: memoryLimit, outputLimit: 1 << 30)
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try process.run(svg)
        } catch {
            switch error {
            case .notFound: throw .missing(format)
            case .tooSlow:
                throw PictureError(
                    "rsvg-convert took longer than \(timeLimit.components.seconds) seconds and was stopped",
                    remedy: "Ask for a smaller picture, or try again when the machine is less busy.", kind: .unavailable)
            case .system(let call, let code): throw PictureError("rsvg-convert cannot be run: \(call): \(String(cString: strerror(code)))")
            }
        }
        guard outcome.status == 0, !outcome.output.isEmpty else {
            let said = outcome.errors.split(separator: "\n").first.map { ": \($0.prefix(300))" } ?? ""
            throw PictureError("rsvg-convert failed\(outcome.status.map { " with status \($0)" } ?? ", ended by a signal")\(said)")
        }
        return format == .png ? PNGResolution.set(dpi, in: outcome.output) : outcome.output
    }
}

/// The physical size of a PNG's pixels.
enum PNGResolution {
    /// The picture with a `pHYs` chunk after its header, in whole pixels a metre (PNG specification, 11.3.5.3).
    static func set(_ dpi: Int, in png: [UInt8]) -> [UInt8] {
        // Signature of 8 bytes, then the chunk IHDR of 25.
        let header = 33
        guard png.count > header else { return png }
        let perMeter = UInt32((Double(dpi) / 0.0254).rounded())
        let chunk = Array("pHYs".utf8) + bytes(perMeter) + bytes(perMeter) + [1]
        return Array(png[..<header]) + bytes(9) + chunk + bytes(UInt32(crc32(0, chunk, UInt32(chunk.count)))) + png[header...]
    }

    private static func bytes(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
}
