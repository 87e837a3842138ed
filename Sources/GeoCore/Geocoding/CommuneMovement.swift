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

/// A table that is not INSEE's file of movements.
public struct MovementsError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?

    public var remedy: String? { "Give INSEE's v_mvt_commune_AAAA.csv as published." }
    public var kind: DiagnosticKind { .badData }
}
