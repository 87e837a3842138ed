public import GeoCore

/// Reads INSEE's list of movements of communes (`v_mvt_commune_AAAA.csv`), as published.
public enum MovementsLoader {
    /// - Throws: `ImportError` when the file cannot be read or is not that list.
    public static func load(_ path: String) throws(ImportError) -> [CommuneMovement] {
        let reader = try DelimitedTextReader(ByteSource(file: path))
        var rows: [[String]] = []
        while let record = try reader.next() {
            if let flaw = record.flaws.first {
                throw ImportError(
                    flaw.description, location: "\(path):\(record.line)", remedy: "Take INSEE's file v_mvt_commune_AAAA.csv as it is published.")
            }
            rows.append(record.values)
        }
        do {
            return try CommuneMovement.table(header: reader.header, rows: rows)
        } catch {
            throw ImportError(error.problem, location: "\(path):1", remedy: error.remedy)
        }
    }
}
