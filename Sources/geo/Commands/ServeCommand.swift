import ArgumentParser
import Foundation
import GeoCore
import GeoStore
import Logging
import MapAPI

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The same answers over HTTP: coverage tables, GeoJSON, maps.",
        discussion: """
            Listens on this machine only, unless --host says otherwise. Stops on Ctrl-C or SIGTERM once requests under way are answered.

            Examples:
              geo serve --port 8080
              geo serve --actors liste.csv --port 0
              geo serve --base-url https://observatoire.example.org/geo
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "The port; 0 takes a free one.")
    var port: Int = 8080

    @Option(help: "The address to listen on.")
    var host: String = "127.0.0.1"

    @Option(help: ArgumentHelp("The public address, that links begin with; else as a trusted proxy or the client names it.", valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp(
            "A proxy whose Forwarded and X-Forwarded-* fields count: an address or a network (10.0.0.0/8). Repeatable; none by default.",
            valueName: "address"))
    var trustedProxy: [String] = []

    func validate() throws {
        if let baseURL, PublicAddress.checked(baseURL) == nil {
            throw ValidationError("--base-url takes an address such as https://observatoire.example.org/geo, without ? and #")
        }
        for proxy in trustedProxy where AddressRange(proxy) == nil {
            throw ValidationError("--trusted-proxy takes an address or a network such as 10.0.0.0/8, not \(quoted(proxy))")
        }
        if !(0...65535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535") }
    }

    func run() async throws {
        let snapshot = try data.snapshot(boundaries: Set(TerritoryLevel.allCases), countsProjects: true)
        let isQuiet = data.quiet
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = isQuiet ? .warning : .info
            return handler
        }
        let configuration = MapServer.Configuration(
            host: host, port: port, baseURL: baseURL.flatMap { PublicAddress.checked($0) },
            trustedProxies: trustedProxy.compactMap { AddressRange($0) }, pictures: LibrsvgConverter())
        let server = MapServer(snapshot: snapshot, configuration: configuration, logger: Logger(label: "geo.serve"))
        let host = host
        try await server.run { port in Terminal.note("geo serves \(snapshot.list.name) on http://\(host):\(port)/", quiet: isQuiet) }
    }
}
