internal import Foundation
internal import GeoCore

extension MapStyle {
    /// The form of the file; a file of a later one is refused.
    static let formatVersion = 1

    /// Reads a style: an object with `geo_style`, `name`, `version`, and settings named as in the query vocabulary.
    ///
    /// - Parameter file: as it may stand in a message.
    /// - Throws: `RenderError` naming the key that is unknown or holds something else than it should. The values themselves are read with the query.
    public init(json: [UInt8], file: String) throws(RenderError) {
        func fault(_ problem: String, _ remedy: String) -> RenderError { RenderError(problem, location: file, remedy: remedy, kind: .badData) }
        let example = "Write one with geo map --save-style FILE.json and change it."
        guard let object = try? JSONSerialization.jsonObject(with: Data(json)) else { throw fault("is not JSON", example) }
        guard var members = object as? [String: Any] else { throw fault("is not an object of settings", example) }
        guard let format = members.removeValue(forKey: "geo_style") as? NSNumber, !format.isBoolean else {
            throw fault("has no \"geo_style\": 1", example)
        }
        guard format.doubleValue == Double(Self.formatVersion) else {
            throw fault("is a style of form \(format), and this geo reads form \(Self.formatVersion)", "Write it again with this geo.")
        }
        func text(_ key: String) throws(RenderError) -> String {
            guard let value = members.removeValue(forKey: key) as? String, !value.isEmpty, value.count <= 100 else {
                throw fault("key \"\(key)\": a text of 1 to 100 characters is missing", example)
            }
            return value
        }
        let (name, version) = (try text("name"), try text("version"))
        members.removeValue(forKey: "description")
        var settings: [(name: String, value: String)] = []
        for (key, shape) in Self.keys {
            guard let value = members.removeValue(forKey: key) else { continue }
            guard let values = Self.values(value, shape) else { throw fault("key \"\(key)\" is not \(shape.words)", "Correct it.") }
            settings += values.map { (key, $0) }
        }
        if let unknown = members.keys.min() {
            throw fault(
                "unknown key \(quoted(unknown))", "Known: geo_style, name, version, description, \(Self.keys.map(\.name).joined(separator: ", ")).")
        }
        self.init(name: name, version: version, settings: settings)
    }

    /// The values of a setting as parameters hold them; `nil` when they are of another kind.
    private static func values(_ value: Any, _ shape: Shape) -> [String]? {
        switch shape {
        case .text: (value as? String).map { [$0] }
        case .texts: value as? [String] ?? (value as? String).map { [$0] }
        case .number: number(value).map { [$0] }
        case .numbers:
            (value as? [Any]).flatMap { list in
                let texts = list.compactMap(number)
                return texts.count == list.count ? texts : nil
            }
        case .flag: (value as? NSNumber).flatMap { $0.isBoolean ? [$0.boolValue ? "true" : "false"] : nil }
        }
    }

    private static func number(_ value: Any) -> String? {
        guard let number = value as? NSNumber, !number.isBoolean, number.doubleValue.isFinite else { return nil }
        return ByteSink.shortest(number.doubleValue)
    }

    /// The style as a file, one setting a line.
    public func json() -> [UInt8] {
        var sink = ByteSink()
        sink.append("{\n  ")
        sink.appendJSONMembers([("geo_style", .number(Double(Self.formatVersion)))])
        for member in [("name", name), ("version", version)] {
            sink.append(",\n  ")
            sink.appendJSONMembers([(member.0, .text(member.1))])
        }
        for (key, shape) in Self.keys {
            let values = settings.filter { $0.name == key }.map(\.value)
            guard !values.isEmpty else { continue }
            sink.append(",\n  ")
            sink.appendJSON(key)
            sink.append(": ")
            let isList = shape == .texts || shape == .numbers
            if isList { sink.append("[") }
            for (place, value) in values.enumerated() {
                if place > 0 { sink.append(", ") }
                switch shape {
                case .text, .texts: sink.appendJSON(value)
                case .number, .numbers, .flag: sink.append(value)
                }
            }
            if isList { sink.append("]") }
        }
        sink.append("\n}\n")
        return sink.bytes
    }
}

extension MapStyle.Shape {
    fileprivate var words: String {
        switch self {
        case .text: "a text"
        case .texts: "a list of texts"
        case .number: "a number"
        case .numbers: "a list of numbers"
        case .flag: "true or false"
        }
    }
}

extension NSNumber {
    /// JSON's true and false come as numbers too.
    fileprivate var isBoolean: Bool { String(cString: objCType) == "c" || String(cString: objCType) == "B" }
}
