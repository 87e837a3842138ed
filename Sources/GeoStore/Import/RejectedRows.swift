/// The rows of a list that were not taken, as a table: line, reason, and the row as it was written.
public enum RejectedRows {
    public static func csv(_ table: ActorTable) -> [UInt8] { csv(header: table.header, table.report) }

    public static func csv(_ table: ProjectTable) -> [UInt8] { csv(header: table.header, table.report) }

    private static func csv(header: [String], _ report: ImportReport) -> [UInt8] {
        var out: [UInt8] = []
        DelimitedField.appendRow(["ligne", "motif"] + header, UInt8(ascii: ","), to: &out)
        for row in report.rejected { DelimitedField.appendRow(["\(row.line)", row.text] + row.fields, UInt8(ascii: ","), to: &out) }
        return out
    }
}
