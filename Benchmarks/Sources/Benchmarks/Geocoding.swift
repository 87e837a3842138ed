import Foundation
import GeoCore
import GeoStore

extension Benchmarks {
    /// The geocoder alone, on one core: every commune by postcode and name, as published and with a seeded typo, a hundred thousand times in all.
    static func geocoding() throws {
        try geocodingFiles()
        let file = repository.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let reference = try ReferenceFile(file).geography()
        let postcodes = Dictionary(
            reference.gazetteer.postcodes.map { ($0.communeCode.rawValue, $0.postcode) }, uniquingKeysWith: { first, _ in first })
        let clock = ContinuousClock()
        let building = clock.now
        let geocoder = Geocoder(reference: reference)
        report("geocoder: index", milliseconds((clock.now - building) / .seconds(1)))
        let communes = reference.communes
        var random = LinearCongruential(state: 42)
        func rows(_ spelling: (String) -> String) -> [PlaceQuery] {
            (0..<100_000).map { number in
                let commune = communes[number % communes.count]
                return PlaceQuery(postcode: postcodes[commune.code], city: spelling(commune.name))
            }
        }
        let clean = rows { $0 }
        func typo(_ name: String) -> String {
            // One letter inside the word dropped, doubled or exchanged with the next.
            var letters = Array(name)
            guard letters.count > 3 else { return name }
            let place = 1 + Int(random.next() * Double(letters.count - 2))
            switch Int(random.next() * 3) {
            case 0: letters.remove(at: place)
            case 1: letters.insert(letters[place], at: place)
            default: letters.swapAt(place, place - 1)
            }
            return String(letters)
        }
        let noisy = rows(typo)
        let bare = noisy.map { PlaceQuery(city: $0.city) }
        for (name, queries) in [("clean rows", clean), ("rows with a typo", noisy), ("rows with a typo, without postcode", bare)] {
            measure(name, queries, geocoder)
        }
    }

    /// The geocoder alone over a file of names, with and without their department: tab-separated lines of a name as written, the true name, the
    /// commune's code, the department's, named by GEO_BENCH_NAMES. One core.
    static func geocodingNames() throws {
        guard let path = ProcessInfo.processInfo.environment["GEO_BENCH_NAMES"] else { return }
        let file = repository.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let geocoder = Geocoder(reference: try ReferenceFile(file).geography())
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let short = lines.firstIndex(where: { $0.count < 4 }) else {
            for hasDepartment in [true, false] {
                let queries = lines.map { PlaceQuery(city: $0[0], department: hasDepartment ? $0[3] : nil) }
                let name = "names of \((path as NSString).lastPathComponent), " + (hasDepartment ? "department given" : "nothing else given")
                measure(name, queries, geocoder)
                let matches = geocoder.matches(queries)
                var right = 0
                var wrong = 0
                var offered = 0
                for (line, match) in zip(lines, matches) {
                    if match.communeCode?.rawValue == line[2] { right += 1 } else if match.status.isPlaced { wrong += 1 }
                    if match.communeCode?.rawValue != line[2], match.candidates.contains(where: { $0.communeCode.rawValue == line[2] }) {
                        offered += 1
                    }
                }
                func share(_ count: Int) -> String { "\((Double(count) / Double(lines.count) * 100_000).rounded() / 1000) %" }
                report("geocoder: " + name, "\(share(right)) right, \(share(wrong)) wrong, \(share(right + offered)) right or among the candidates")
            }
            return
        }
        throw Failure(text: "\(path):\(short + 1): a line of four columns separated by tabs is expected")
    }

    /// Rows a second of processor time, the median of five passes.
    private static func measure(_ name: String, _ queries: [PlaceQuery], _ geocoder: Geocoder) {
        for query in queries.prefix(2000) { _ = geocoder.match(query) }
        var placed = 0
        let seconds = (0..<5).map { _ in
            let start = processorSeconds(CLOCK_THREAD_CPUTIME_ID)
            let session = geocoder.session(explains: false)
            placed = queries.reduce(0) { $0 + (session.match($1).status.isPlaced ? 1 : 0) }
            return processorSeconds(CLOCK_THREAD_CPUTIME_ID) - start
        }
        report("geocoder: \(name), one core", "\(Int(Double(queries.count) / median(seconds))) rows/s (\(placed) of \(queries.count) placed)")
    }

    private static func processorSeconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// `geo geocode` from CSV to CSV, start of the process included: the sample, as many times as make a long list and a very long one.
    private static func geocodingFiles() throws {
        let sample = try Data(contentsOf: repository.appendingPathComponent("geodata/samples/actors.csv"))
        guard let headerEnd = sample.firstIndex(of: 0x0A) else { return }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (copies, runs) in [(80, 5), (560, 3)] {
            let input = folder.appendingPathComponent("list.csv")
            try write(sample[...headerEnd], Array(repeating: sample[sample.index(after: headerEnd)...], count: copies), to: input)
            let rows = copies * 2500
            for jobs in ["1", "2"] {
                var seconds: [Double] = []
                var memory = 0
                for _ in 0..<runs {
                    let output = folder.appendingPathComponent("placed.csv").path
                    let run = try measure(command, ["geocode", input.path, "-o", output, "--quiet", "--jobs", jobs])
                    seconds.append(run.seconds)
                    memory = max(memory, run.kilobytes)
                }
                report(
                    "geo geocode: \(rows) rows of the sample, \(jobs) job\(jobs == "1" ? "" : "s")",
                    "\(Int(Double(rows) / median(seconds))) rows/s, \(memory / 1024) MB at most")
            }
        }
    }
}

/// A repeatable stream of numbers from 0 to 1.
struct LinearCongruential {
    var state: UInt64

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
    }
}
