import Foundation
import GeoCore
import HTTPTypes
import Testing

import MapAPI

/// The API's definition against what the service does.
@Suite struct OpenAPITests {
    private let server: MapServer

    init() throws { server = MapServer(try testSnapshot()) }

    private func definition() async throws -> [String: Any] {
        let answer = try await server.send("/api")
        #expect(answer.status == 200 && answer.headers[.contentType] == "application/vnd.oai.openapi+json;version=3.0")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    private func operations() async throws -> [(path: String, operation: [String: Any])] {
        let paths = try #require(try await definition()["paths"] as? [String: [String: Any]])
        return try paths.map { (path: $0, operation: try #require($1["get"] as? [String: Any])) }.sorted { $0.path < $1.path }
    }

    /// A path with values for its variables: a feature's identifier, zeros elsewhere.
    private func filled(_ path: String, featureID: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            return segment == "{featureId}" ? featureID : "0" + segment.drop { $0 != "}" }.dropFirst()
        }.joined(separator: "/")
    }

    @Test("Routes and definition agree in both directions, and every path answers what it announces")
    func agreement() async throws {
        let operations = try await operations()
        #expect(Set(operations.map(\.path)) == Set(RouteTable.routes.map(\.path)))
        #expect(Set(operations.compactMap { $0.operation["operationId"] as? String }).count == operations.count)
        for (path, operation) in operations {
            let target = filled(path, featureID: path.contains("epci") ? "200000000" : "01")
            let example = RouteTable.routes.first { $0.path == path }?.example ?? ""
            let answer = try await server.send(target + example)
            // This server has nothing that makes PNG and PDF.
            #expect([200, 204, 404].contains(answer.status) || answer.status == 501 && path.hasPrefix("/maps/coverage."), "\(path)")
            guard answer.status == 200 else { continue }
            let content = try #require((operation["responses"] as? [String: [String: Any]])?["200"]?["content"] as? [String: Any])
            #expect(content.keys.contains(answer.headers[.contentType] ?? ""), "\(path)")
        }
    }

    @Test("Every parameter that a path knows is described, and none that it does not know")
    func parameters() async throws {
        for (path, operation) in try await operations() {
            let described = Set(
                try #require(operation["parameters"] as? [[String: Any]]).filter { $0["in"] as? String == "query" }.compactMap {
                    $0["name"] as? String
                })
            let target = filled(path, featureID: "01") + "?zzz=1"
            let problem = try #require(try JSONSerialization.jsonObject(with: Data(try await server.send(target).body)) as? [String: Any])
            let detail = try #require(problem["detail"] as? String)
            #expect(problem["parameter"] as? String == "zzz", "\(path)")
            let known = detail.components(separatedBy: "Known here: ").last?.dropLast().components(separatedBy: ", ").filter { !$0.isEmpty } ?? []
            let wanted: Set<String> = detail.hasSuffix("None is known here.") ? [] : Set(known)
            #expect(described == wanted, "\(path): \(described.symmetricDifference(wanted).sorted())")
        }
    }

    @Test("Numbers are described with the bounds that are held: what lies outside is refused by the name of the parameter")
    func bounds() async throws {
        var described: [String: [String: Any]] = [:]
        for (path, operation) in try await operations() where !path.contains("{") && !path.hasPrefix("/collections/") {
            for parameter in try #require(operation["parameters"] as? [[String: Any]]) {
                let name = try #require(parameter["name"] as? String)
                let schema = try #require(parameter["schema"] as? [String: Any])
                let element = schema["items"] as? [String: Any] ?? schema
                described[name] = parameter
                guard let least = (element["minimum"] as? NSNumber)?.doubleValue, let most = (element["maximum"] as? NSNumber)?.doubleValue else {
                    continue
                }
                #expect(["integer", "number"].contains(element["type"] as? String), "\(path) \(name)")
                for value in [least - 1, most + 1] {
                    let problem =
                        try JSONSerialization.jsonObject(
                            with: Data(try await server.send("\(path)?\(name)=\(Int(value))").body)) as? [String: Any]
                    #expect(problem?["parameter"] as? String == name, "\(path) \(name)=\(value): \(problem ?? [:])")
                }
            }
        }
        for (name, type) in [
            ("precision", "integer"), ("simplify", "number"), ("radius", "number"), ("min-count", "integer"), ("permutations", "integer"),
            ("classes", "integer"), ("dpi", "integer"), ("width", "number"), ("lon", "number"), ("lat", "number"), ("pivot", "number"),
            ("force", "boolean"), ("no-inset", "boolean"), ("address", "array"), ("labels", "array"), ("breaks", "array"),
        ] { #expect((described[name]?["schema"] as? [String: Any])?["type"] as? String == type, "\(name)") }
        // A comma is part of a line: several are several parameters.
        for name in ["address", "labels"] { #expect(described[name]?["explode"] as? Bool == true) }
        #expect(described["breaks"]?["explode"] as? Bool == false)
    }

    @Test("What must be given is required; 304 and the header fields of features are described")
    func headersAndRequired() async throws {
        let operations = Dictionary(uniqueKeysWithValues: try await operations().map { ($0.path, $0.operation) })
        func required(_ path: String) throws -> [String] {
            try #require(operations[path]?["parameters"] as? [[String: Any]]).filter { $0["required"] as? Bool == true }.compactMap {
                $0["name"] as? String
            }
        }
        #expect(try required("/reverse") == ["lon", "lat"])
        #expect(try required("/geocode") == [])
        func responses(_ path: String) throws -> [String: [String: Any]] { try #require(operations[path]?["responses"] as? [String: [String: Any]]) }
        func fields(_ path: String) throws -> Set<String> { Set((try responses(path)["200"]?["headers"] as? [String: Any] ?? [:]).keys) }
        #expect(try fields("/collections/communes/items") == ["ETag", "Content-Crs", "Link"])
        #expect(try fields("/collections/communes/items/{featureId}") == ["ETag", "Content-Crs"])
        #expect(try fields("/coverage.csv") == ["ETag"] && fields("/health/live") == [])
        #expect(try responses("/coverage.csv")["304"] != nil && responses("/health/live")["304"] == nil)
    }

    @Test("limit, bbox and the filter's languages are described as clients expect")
    func items() async throws {
        let operation = try #require(try await operations().first { $0.path == "/collections/communes/items" }?.operation)
        func schema(_ name: String) throws -> [String: Any] {
            let parameters = try #require(operation["parameters"] as? [[String: Any]])
            let parameter = try #require(parameters.first { $0["name"] as? String == name }, "\(name)")
            #expect(parameter["in"] as? String == "query" && parameter["required"] as? Bool == false)
            #expect(parameter["style"] as? String == "form" && parameter["explode"] as? Bool == false)
            return try #require(parameter["schema"] as? [String: Any])
        }
        let limit = try schema("limit")
        #expect(
            limit["type"] as? String == "integer" && limit["minimum"] as? Int == 1 && limit["maximum"] as? Int == 10_000
                && limit["default"] as? Int == 100)
        let bbox = try schema("bbox")
        #expect(bbox["type"] as? String == "array" && bbox["minItems"] as? Int == 4 && bbox["maxItems"] as? Int == 6)
        #expect((bbox["items"] as? [String: String]) == ["type": "number"])
        #expect(try schema("filter-lang")["enum"] as? [String] == ["cql2-text", "cql-text"])
        #expect(try schema("filter-lang")["default"] as? String == "cql2-text")
        #expect(try schema("population")["type"] as? String == "integer")
        #expect(try schema("code")["type"] as? String == "string")
        for name in ["datetime", "crs", "bbox-crs", "filter", "filter-crs", "offset", "sortby", "properties", "f"] { _ = try schema(name) }
    }

    /// Where `openapi-spec-validator` (PyPI) is installed: the variable names a Python that has it.
    private static let validator = ProcessInfo.processInfo.environment["OPENAPI_VALIDATOR_PYTHON"]

    @Test(
        "A public validator has nothing to say",
        .enabled(if: validator != nil, "OPENAPI_VALIDATOR_PYTHON names no Python with openapi-spec-validator"))
    func publicValidator() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("openapi-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try await server.send("/api").body).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.validator))
        process.arguments = ["-m", "openapi_spec_validator", file.path]
        let out = Pipe()
        process.standardOutput = out
        process.standardError = out
        try process.run()
        let text = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
