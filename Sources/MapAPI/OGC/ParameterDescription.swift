internal import GeoCore

/// A parameter as the API's definition describes it.
package struct ParameterDescription: Sendable {
    let name: String
    var isPath = false
    let description: String
    let schema: JSONValue
    /// Several values are separated by commas.
    var isList = false

    init(_ name: String, _ description: String, _ schema: JSONValue, isPath: Bool = false, isList: Bool = false) {
        self.name = name
        self.description = description
        self.schema = schema
        self.isPath = isPath
        self.isList = isList
    }

    /// A name of the query vocabulary.
    init(_ term: QueryTerm) {
        let single: JSONValue = term.values.isEmpty ? ["type": "string"] : ["type": "string", "enum": .texts(term.values)]
        self.init(
            term.name, term.description(.french), term.isRepeatable ? ["type": "array", "items": single] : single, isList: term.isRepeatable)
    }

    /// The Parameter Object of OpenAPI 3.0.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .text(name)), ("in", isPath ? "path" : "query"), ("description", .text(description)), ("required", .boolean(isPath)),
            ("schema", schema),
        ]
        if !isPath {
            members.append(("style", "form"))
            members.append(("explode", .boolean(false)))
        }
        return .object(members)
    }
}
