/// The rows of a list that were not taken, as a table: line, reason, and the row as it was written.
public enum RejectedRows {
    public static func csv(_ table: ActorTable) -> [UInt8] {
        var out: [UInt8] = []
        DelimitedField.appendRow(["ligne", "motif"] + table.header, UInt8(ascii: ","), to: &out)
        for row in table.report.rejected { DelimitedField.appendRow(["\(row.line)", row.text] + row.fields, UInt8(ascii: ","), to: &out) }
        return out
    }
}
