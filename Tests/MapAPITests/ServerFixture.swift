import Foundation
import GeoCore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import TestSupport
import Testing

import MapAPI

/// A small territory with actors in it: those of the commune `01001` twice as many as elsewhere, one without a place, one outside.
func testSnapshot(size: Int = 2, extraActors: Int = 0, isSample: Bool = true, dataDate: CalendarDate? = CalendarDate("2025-06-30")) throws
    -> TerritorySnapshot
{
    let reference = try syntheticReference(size: size)
    var actors: [LocatedActor] = []
    func add(_ kind: ActorKind, _ match: GeocodingMatch) {
        let number = actors.count
        actors.append(
            LocatedActor(
                actor: TerritorialActor(
                    id: "a\(number)", name: "Acteur \(number)", kind: kind, themes: number % 2 == 0 ? ["EAU"] : ["ECSI", "SANTE"],
                    sdgs: [number % 17 + 1], countries: [["SN", "MG", "BJ"][number % 3]]),
                match: match))
    }
    func placed(_ code: String) -> GeocodingMatch {
        GeocodingMatch(
            status: .exact, communeCode: CommuneCode(code), departmentCode: DepartmentCode(String(code.prefix(2))), position: Position(0, 45))
    }
    for commune in reference.communes.prefix(200) {
        add(.association, placed(commune.code))
        add(.collectivite, placed(commune.code))
    }
    add(.association, placed("01001"))
    add(.entreprise, placed("01001"))
    for _ in 0..<extraActors { add(.reseau, placed("02001")) }
    add(.association, GeocodingMatch(status: .ambiguous, departmentCode: DepartmentCode("01")))
    add(.association, GeocodingMatch(status: .outside))
    func entries(_ codes: [String]) -> Codelist {
        Codelist(codes.map { CodelistEntry(code: $0, labelFrench: "libellé \($0)", labelEnglish: "label \($0)") })
    }
    return TerritorySnapshot(
        reference: reference,
        codelists: Codelists(
            kinds: entries(ActorKind.allCases.map(\.rawValue)), themes: entries(["EAU", "SANTE", "ECSI"]), sdgs: entries((1...17).map(String.init)),
            countries: entries(["BJ", "MG", "SN"])),
        list: ActorList(actors: actors, name: "liste <d'essai>.csv", dataDate: dataDate, isSample: isSample))
}

/// A snapshot that can be tabulated but not drawn, without actors and without a date of its own.
func snapshotWithoutBoundaries(codes: String = "2026-01-01") throws -> TerritorySnapshot {
    let full = try testSnapshot()
    var vintage = full.reference.vintage
    vintage.codes = codes
    let territories = Dictionary(uniqueKeysWithValues: TerritoryLevel.allCases.map { ($0, full.reference.territories(at: $0)) })
    return TerritorySnapshot(
        reference: try ReferenceGeography(vintage: vintage, territories: territories), codelists: full.codelists,
        list: ActorList(actors: [], name: "vide"))
}

/// A snapshot whose departments have many vertices; by default so many that their GeoJSON is larger than what the sockets between server and client hold.
func snapshotOfManyVertices(_ count: Int = 100_000) throws -> TerritorySnapshot {
    let full = try testSnapshot()
    var boundaries: [TerritoryLevel: [String: MultiPolygon]] = [:]
    for department in full.reference.departments {
        var ring: [Position] = []
        for step in 0..<count {
            let angle = Double(step) / Double(count) * 2 * Double.pi
            ring.append(Position(cos(angle), 45 + sin(angle)))
        }
        ring.append(ring[0])
        boundaries[.department, default: [:]][department.code] = MultiPolygon([Polygon(exterior: ring)])
    }
    let territories = Dictionary(uniqueKeysWithValues: TerritoryLevel.allCases.map { ($0, full.reference.territories(at: $0)) })
    return TerritorySnapshot(
        reference: try ReferenceGeography(vintage: full.reference.vintage, territories: territories, boundaries: boundaries),
        codelists: full.codelists, list: full.list)
}

/// Keeps what it is told about a request, writes nothing.
let quietLogger = Logger(label: "test") { _ in QuietHandler() }

private struct QuietHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.critical

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}

/// An answer as a client sees it.
struct Answer: Sendable, Equatable {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension MapServer {
    convenience init(_ snapshot: TerritorySnapshot, _ configuration: Configuration = Configuration()) {
        self.init(snapshot: snapshot, configuration: configuration, logger: quietLogger)
    }

    /// Sends a request as Hummingbird would, without a socket.
    func send(
        _ target: String, method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:],
        peer: String? = nil, logger: Logger = quietLogger
    ) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: target, headerFields: headers)
        var logger = logger
        logger[metadataKey: "hb.request.id"] = "test-id"
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: ServingContext(logger: logger, peer: peer))
        let collector = Collector()
        try await response.body.write(CollectingWriter(collector: collector))
        return Answer(status: response.status.code, headers: response.headers, body: await collector.bytes)
    }
}

private actor Collector {
    var bytes: [UInt8] = []

    func append(_ buffer: ByteBuffer) { bytes.append(contentsOf: buffer.readableBytesView) }
}

private struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector

    mutating func write(_ buffer: ByteBuffer) async throws { await collector.append(buffer) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Runs a server on a free port of 127.0.0.1 for the time of `body`, then stops it as a signal would and waits for its end.
func withServer(
    _ snapshot: TerritorySnapshot, _ configuration: MapServer.Configuration = MapServer.Configuration(port: 0),
    _ body: (_ port: Int, _ stop: @Sendable () async -> Void) async throws -> Void
) async throws {
    try await withRunning(MapServer(snapshot: snapshot, configuration: configuration, logger: quietLogger), body)
}

/// The same with a server that was made before, on the port it was made for.
func withRunning(_ server: MapServer, _ body: (_ port: Int, _ stop: @Sendable () async -> Void) async throws -> Void) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let group = server.serviceGroup(signals: []) { continuation.yield($0) }
    async let end: Void = server.run(group)
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    do {
        try await body(port) { await group.triggerGracefulShutdown() }
    } catch {
        await group.triggerGracefulShutdown()
        throw error
    }
    await group.triggerGracefulShutdown()
    try await end
}
