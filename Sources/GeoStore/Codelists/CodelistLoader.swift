public import GeoCore

/// Reads the vocabularies of `geodata/codelists`.
public enum CodelistLoader {
    /// - Parameter directory: the folder that holds `kinds.csv`, `themes.csv`, `sdgs.csv` and `countries.csv`.
    /// - Throws: `ImportError` naming the file and line.
    public static func load(directory: String) throws(ImportError) -> Codelists {
        Codelists(
            kinds: try codelist("\(directory)/kinds.csv", labels: "label"), themes: try codelist("\(directory)/themes.csv", labels: "label"),
            sdgs: try codelist("\(directory)/sdgs.csv", labels: "label"), countries: try codelist("\(directory)/countries.csv", labels: "name"))
    }

    /// Columns `code`, `<labels>_fr`, `<labels>_en`, `synonyms` (separated by `|`).
    private static func codelist(_ path: String, labels: String) throws(ImportError) -> Codelist {
        var options = DelimitedTextReader.Options()
        options.delimiter = UInt8(ascii: ",")
        let reader = try DelimitedTextReader(ByteSource(file: path), options: options)
        func column(_ name: String) throws(ImportError) -> Int {
            guard let index = reader.header.firstIndex(of: name) else {
                throw ImportError("the column \(name) is missing", location: "\(path):1", remedy: "Restore geodata/codelists from the repository.")
            }
            return index
        }
        let code = try column("code")
        let french = try column(labels + "_fr")
        let english = try column(labels + "_en")
        let synonyms = try column("synonyms")
        var entries: [CodelistEntry] = []
        while let record = try reader.next() {
            guard record.flaws.isEmpty else {
                throw ImportError("\(record.flaws[0])", location: "\(path):\(record.line)", remedy: "Restore geodata/codelists from the repository.")
            }
            entries.append(
                CodelistEntry(
                    code: record[code], labelFrench: record[french], labelEnglish: record[english],
                    synonyms: record[synonyms].split(separator: "|").map(String.init)))
        }
        return Codelist(entries)
    }
}
