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
            When the store, the list or a style changes, and on SIGHUP, it is read again and served from the next request on.

            Examples:
              geo serve --port 8080
              geo serve --actors liste.csv --port 0
              geo serve --store observatoire.gpkg --log-format json 2> geo.log
              geo serve --base-url https://observatoire.example.org/geo
              geo serve --styles styles/     (then /maps/coverage.svg?dept=33&style=densite)
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

    @Option(help: ArgumentHelp("A folder of styles (geo map --save-style): NAME.json is drawn by style=NAME.", valueName: "folder"))
    var styles: String?

    @Option(help: "The log on standard error: json or text; else text on a terminal, json elsewhere.")
    var logFormat: LogFormat?

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
        ProcessMemory.keepSmall()
        let isQuiet = data.quiet
        let format = logFormat ?? (Terminal.isInteractive ? .text : .json)
        LoggingSystem.bootstrap { label in
            var handler: any LogHandler = format == .json ? JSONLogHandler() : StreamLogHandler.standardError(label: label)
            handler.logLevel = isQuiet ? .warning : .info
            return handler
        }
        let logger = Logger(label: "geo.serve")
        let configuration = MapServer.Configuration(
            host: host, port: port, baseURL: baseURL.flatMap { PublicAddress.checked($0) },
            trustedProxies: trustedProxy.compactMap { AddressRange($0) }, styleSource: styles.map(StyleFolder.source),
            pictures: LibrsvgConverter(), memory: ProcessMemory.resident)
        let server = try MapServer(source: source(), configuration: configuration, logger: logger)
        let host = host
        try await server.run { port in
            let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
            switch format {
            case .json: logger.info("serving", metadata: ["list": "\(server.listName)", "url": "\(address)"])
            case .text: Terminal.note("geo serves \(server.listName) on \(address)", quiet: isQuiet)
            }
        }
    }

    /// The data that the options name, read at the start and whenever their files change.
    private func source() -> SnapshotSource {
        let paths = data.watchedPaths
        return SnapshotSource(isTransactional: data.isStore, state: { FileState(of: paths) }) { [data] in
            // What is private is let go of here, where memory that is freed is overwritten.
            try ProcessMemory.wiping {
                try data.snapshot(boundaries: Set(TerritoryLevel.allCases), countsProjects: true, geocodes: true).withoutPrivateDetails()
            }
        }
    }
}

extension LogFormat: ExpressibleByArgument {}
