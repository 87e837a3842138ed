// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6, no C or third-party type in a public signature by accident.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// How the program is linked; the tests have none of this.
///
/// `--build-id`: by which it knows what it has prepared itself (`geo reference prepare`). The Swift runtime is part of the program: a start has less
/// to link, and the machine it runs on needs no Swift. Its libraries refer to one another, hence the group. A toolchain without static libraries
/// builds with `GEO_SHARED_RUNTIME=1`. lld, because gold warns of every `mktemp` in Foundation.
let program: [String] =
    ["-Xlinker", "--build-id"]
    + (Context.environment["GEO_SHARED_RUNTIME"] != nil
        ? []
        : ["-use-ld=lld", "-static-stdlib", "-Xlinker", "--start-group"]
            + [
                "Foundation", "FoundationEssentials", "FoundationInternationalization", "CoreFoundation", "_FoundationICU", "_FoundationCShims",
                "_FoundationCollections", "swift_StringProcessing", "swift_RegexParser", "swift_Concurrency", "swiftSynchronization", "stdc++",
            ].map { "-l" + $0 } + ["-Xlinker", "--end-group"])

let package = Package(
    name: "geo",
    products: [
        .library(name: "GeoCore", targets: ["GeoCore"]),
        .library(name: "GeoStore", targets: ["GeoStore"]),
        .library(name: "TileRenderer", targets: ["TileRenderer"]),
        .library(name: "MapAPI", targets: ["MapAPI"]),
        .executable(name: "geo", targets: ["geo"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // What Hummingbird stands on, named because the server uses it directly.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "GeoCore", dependencies: ["CGEOS", "CPROJ", "CDeflate"], swiftSettings: strict),
        .target(
            name: "GeoStore",
            dependencies: ["GeoCore", "CXLSXWriter", "CZlib", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .target(name: "TileRenderer", dependencies: ["GeoCore"], swiftSettings: strict),
        .target(
            name: "MapAPI",
            dependencies: [
                "GeoCore", "TileRenderer",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "geo",
            dependencies: [
                "GeoCore", "GeoStore", "TileRenderer", "MapAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(program)]),
        .target(name: "TestSupport", dependencies: ["GeoCore", "CZlib"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "GeoCoreTests", dependencies: ["GeoCore", "GeoStore", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "GeoStoreTests",
            dependencies: ["GeoStore", "GeoCore", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "TileRendererTests", dependencies: ["TileRenderer", "GeoCore", "TestSupport"], exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "GeoCommandTests",
            dependencies: ["GeoCore", "GeoStore", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")], exclude: ["Snapshots"],
            swiftSettings: strict),
        .testTarget(
            name: "MapAPITests",
            dependencies: [
                "MapAPI", "GeoCore", "TileRenderer", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
    ]
)
