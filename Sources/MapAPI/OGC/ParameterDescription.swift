internal import GeoCore

/// A parameter as the API's definition describes it.
package struct ParameterDescription: Sendable {
    let name: String
    var isPath = false
    let description: String
    let schema: JSONValue
    /// Several values are separated by commas.
    var isList = false
    /// Several values are several parameters of the same name.
    var isRepeated = false
    var isRequired = false

    init(_ name: String, _ description: String, _ schema: JSONValue, isPath: Bool = false, isList: Bool = false) {
        self.name = name
        self.description = description
        self.schema = schema
        self.isPath = isPath
        self.isList = isList
    }

    /// A name of the query vocabulary.
    init(_ term: QueryTerm, isRequired: Bool = false) {
        let single: JSONValue =
            switch ServedBounds.kind(of: term) {
            case .text: term.values.isEmpty ? ["type": "string"] : ["type": "string", "enum": .texts(term.values)]
            case .integer(let range):
                ["type": "integer", "minimum": .number(Double(range.lowerBound)), "maximum": .number(Double(range.upperBound))]
            case .number(let range): ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
            case .flag: ["type": "boolean"]
            }
        self.init(
            term.name, term.description(.french), term.isRepeatable ? ["type": "array", "items": single] : single,
            isList: term.isRepeatable && !term.isOfLines)
        isRepeated = term.isOfLines
        self.isRequired = isRequired
    }

    /// The Parameter Object of OpenAPI 3.0.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .text(name)), ("in", isPath ? "path" : "query"), ("description", .text(description)),
            ("required", .boolean(isPath || isRequired)),
            ("schema", schema),
        ]
        if !isPath {
            members.append(("style", "form"))
            members.append(("explode", .boolean(isRepeated)))
        }
        return .object(members)
    }
}
