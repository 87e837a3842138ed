/// A filter in CQL2 text, read but not yet bound to a collection: a value.
public struct CQL2Filter: Sendable, Hashable {
    let expression: CQL2Expression
    /// The system of the geometries in it.
    let system: CoordinateReferenceSystem

    /// - Parameter system: `filter-crs`.
    /// - Throws: `QueryError` for the parameter `filter`, naming the character at fault.
    public init(_ text: String, system: CoordinateReferenceSystem = .crs84) throws(QueryError) {
        expression = try CQL2Parser.expression(text)
        self.system = system
    }

    /// The filter as a test of the rows of a table: true, false, or unknown where a value is missing.
    ///
    /// - Throws: `QueryError` when it names a property that is not there or compares what cannot be compared.
    func test(of table: FeatureTable) throws(QueryError) -> (Int) -> Bool? {
        try CQL2Binding(table: table, system: system).test(expression)
    }
}
