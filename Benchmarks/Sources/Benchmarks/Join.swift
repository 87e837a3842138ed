import Dispatch
import Foundation
import GeoCore
import GeoStore

extension Benchmarks {
    /// The spatial join in memory, on one core and on two: points spread over the region's communes, then over synthetic coverages of more zones,
    /// to see how the cost of a point grows.
    static func join() throws {
        try joinFiles()
        let file = repository.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let reference = try ReferenceFile(file).geography(boundaries: [.commune], gazetteer: false)
        guard let communes = reference.boundaries(at: .commune) else { return }
        try join(communes, "communes", points: 1_000_000)
        try join(communes, "communes", points: 10_000_000)
        try join(coverage(side: 187), "zones of a synthetic coverage", points: 1_000_000)
        try join(coverage(side: 592), "zones of a synthetic coverage", points: 1_000_000)
    }

    private static func join(_ zones: [MultiPolygon], _ name: String, points count: Int) throws {
        let box = zones.reduce(Envelope.empty) { $0.union($1.envelope) }
        var random = LinearCongruential(state: 1)
        let clock = ContinuousClock()
        var building: [Double] = []
        var index = try ZoneIndex(zones: [])
        for _ in 0..<(zones.count < 100_000 ? 5 : 1) {
            let start = clock.now
            index = try ZoneIndex(zones: zones)
            building.append((clock.now - start) / .seconds(1))
        }
        report("join: index of \(zones.count) \(name)", "\(milliseconds(median(building))), \(index.byteCount >> 20) MB")
        var points: [Position] = []
        points.reserveCapacity(count)
        while points.count < count {
            let point = Position(box.minX + random.next() * box.width, box.minY + random.next() * box.height)
            if index.zone(covering: point) != nil { points.append(point) }
        }
        for jobs in [1, 2] {
            var seconds: [Double] = []
            var cpu: [Double] = []
            var found = [Int32](repeating: -1, count: count)
            for _ in 0..<5 {
                let (start, used) = (clock.now, processorSeconds())
                search(index, points, &found, jobs)
                seconds.append((clock.now - start) / .seconds(1))
                cpu.append(processorSeconds() - used)
            }
            report(
                "join: \(count) points, each in one of \(zones.count) zones, \(jobs) job\(jobs == 1 ? "" : "s")",
                "\(Int(Double(count) / median(seconds))) points/s, \(Int(median(cpu) / Double(count) * 1e9)) ns of a core each")
        }
    }

    private static func search(_ index: ZoneIndex, _ points: [Position], _ found: inout [Int32], _ jobs: Int) {
        points.withUnsafeBufferPointer { points in
            found.withUnsafeMutableBufferPointer { found in
                // Every job has its own part of both.
                nonisolated(unsafe) let (points, found) = (points, found)
                DispatchQueue.concurrentPerform(iterations: jobs) { job in
                    let part = (points.count * job / jobs)..<(points.count * (job + 1) / jobs)
                    index.firstZones(
                        covering: UnsafeBufferPointer(rebasing: points[part]), into: UnsafeMutableBufferPointer(rebasing: found[part]))
                }
            }
        }
    }

    /// Processor time of this process so far, all threads.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// `side` × `side` zones that share their borders, each of 32 edges that are not straight, as communes have, over the region's box.
    private static func coverage(side: Int) -> [MultiPolygon] {
        let pieces = 8
        let steps = side * pieces
        func vertex(_ column: Int, _ row: Int) -> Position {
            var random = LinearCongruential(state: UInt64(column) &* 1_000_003 &+ UInt64(row) &* 7919)
            _ = random.next()
            let (dx, dy) = (random.next() - 0.5, random.next() - 0.5)
            return Position(-1.8 + 4.4 * (Double(column) + 0.35 * dx) / Double(steps), 42.8 + 4.4 * (Double(row) + 0.35 * dy) / Double(steps))
        }
        return (0..<side * side).map { number in
            let (column, row) = (number % side * pieces, number / side * pieces)
            var ring = (0..<pieces).map { vertex(column + $0, row) }
            ring += (0..<pieces).map { vertex(column + pieces, row + $0) }
            ring += (0..<pieces).map { vertex(column + pieces - $0, row + pieces) }
            ring += (0..<pieces).map { vertex(column, row + pieces - $0) }
            return MultiPolygon([Polygon(exterior: ring + [ring[0]])])
        }
    }

    /// `geo join` from CSV to CSV.
    private static func joinFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = LinearCongruential(state: 2)
        let rows = 1_000_000
        let input = folder.appendingPathComponent("points.csv")
        let parts = (0..<1000).lazy.map { part in
            var table = ""
            for id in part * rows / 1000..<(part + 1) * rows / 1000 {
                table += "\(id),\(((random.next() * 4.4 - 1.8) * 1e7).rounded() / 1e7),\(((random.next() * 4.4 + 42.8) * 1e7).rounded() / 1e7)\n"
            }
            return Data(table.utf8)
        }
        try write(Data("id,lon,lat\n".utf8), parts, to: input)
        for jobs in ["1", "2"] {
            var seconds: [Double] = []
            var memory = 0
            for _ in 0..<5 {
                let run = try measure(
                    command, ["join", input.path, "communes", "-o", folder.appendingPathComponent("out.csv").path, "--quiet", "--jobs", jobs])
                seconds.append(run.seconds)
                memory = max(memory, run.kilobytes)
            }
            report(
                "geo join: \(rows) rows of a CSV with the communes, \(jobs) job\(jobs == "1" ? "" : "s")",
                "\(milliseconds(median(seconds))), \(memory / 1024) MB at most")
        }
    }
}
