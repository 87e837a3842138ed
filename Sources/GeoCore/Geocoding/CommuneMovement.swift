/// One row of INSEE's file of movements of communes (`v_mvt_commune_AAAA.csv`): what a commune was before an event and after it.
public struct CommuneMovement: Sendable, Hashable {
    /// INSEE's `MOD`: 10 change of name, 20 creation, 21 re-establishment, 30 abolition, 31 simple merger, 32 creation of a new commune,
    /// 33 merger with association, 34 and 35 end of an associated or delegated commune, 41 and 50 change of code, 70 change of type.
    public let kind: Int
    /// ISO date.
    public let date: String
    /// `COM`, `COMA`, `COMD`.
    public let typeBefore: String
    public let codeBefore: String
    /// Full name with its article.
    public let nameBefore: String
    public let typeAfter: String
    public let codeAfter: String
    public let nameAfter: String

    public init(
        kind: Int, date: String, typeBefore: String, codeBefore: String, nameBefore: String, typeAfter: String, codeAfter: String, nameAfter: String
    ) {
        self.kind = kind
        self.date = date
        self.typeBefore = typeBefore
        self.codeBefore = codeBefore
        self.nameBefore = nameBefore
        self.typeAfter = typeAfter
        self.codeAfter = codeAfter
        self.nameAfter = nameAfter
    }

    /// Reads a row by the names of its columns; `nil` when a column is missing or `MOD` is no number.
    ///
    /// - Parameter field: the text of a column, by INSEE's name (`COM_AV`, `LIBELLE_AP`).
    public init?(field: (String) -> String?) {
        guard let kind = field("MOD").flatMap({ Int($0) }), let date = field("DATE_EFF"), let typeBefore = field("TYPECOM_AV"),
            let codeBefore = field("COM_AV"), let nameBefore = field("LIBELLE_AV"), let typeAfter = field("TYPECOM_AP"),
            let codeAfter = field("COM_AP"), let nameAfter = field("LIBELLE_AP")
        else { return nil }
        self.init(
            kind: kind, date: date, typeBefore: typeBefore, codeBefore: codeBefore, nameBefore: nameBefore, typeAfter: typeAfter,
            codeAfter: codeAfter, nameAfter: nameAfter)
    }
}

extension CommuneMovement {
    /// Reads the table of INSEE's file.
    ///
    /// - Parameters:
    ///   - header: the names of the columns, as in the file, in any order.
    ///   - rows: the records, as many fields as columns; a record that is not one is an error, for a silent loss would hide names.
    public static func table(header: [String], rows: [[String]]) throws(MovementsError) -> [CommuneMovement] {
        var columns: [String: Int] = [:]
        for (place, name) in header.enumerated() { columns[String(name.unicodeScalars.filter { $0.value != 0xFEFF })] = place }
        for name in ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP"] where columns[name] == nil {
            throw MovementsError(problem: "the column \(name) is missing", location: nil)
        }
        var movements: [CommuneMovement] = []
        movements.reserveCapacity(rows.count)
        for (number, row) in rows.enumerated() {
            let movement = CommuneMovement { name in columns[name].flatMap { $0 < row.count ? row[$0] : nil } }
            guard let movement else { throw MovementsError(problem: "the record is not a movement of a commune", location: "line \(number + 2)") }
            movements.append(movement)
        }
        return movements
    }
}

/// A table that is not INSEE's file of movements.
public struct MovementsError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?

    public var remedy: String? { "Give INSEE's v_mvt_commune_AAAA.csv as published." }
    public var kind: DiagnosticKind { .badData }
}
