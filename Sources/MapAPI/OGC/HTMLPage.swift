internal import GeoCore

/// A page for people: one file, no script, nothing from another host.
struct HTMLPage {
    let title: String
    let language: Language
    /// Of this page in the other language.
    let otherLanguage: String
    /// From the start page down to the one above this.
    var path: [(title: String, href: String)] = []
    /// Its title at the end of `path`.
    let crumb: String
    var body = ""

    var bytes: [UInt8] {
        let other = LocalizedText("English", "Français")(language)
        let otherCode = language == .french ? "en" : "fr"
        let crumbs = path.map { "<a href=\"\(Self.escaped($0.href))\">\(Self.escaped($0.title))</a> › " }.joined()
        let html = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(title))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header><nav aria-label="\(LocalizedText("Fil d'Ariane", "Breadcrumb")(language))">\(crumbs)<span aria-current="page">\(Self.escaped(crumb))</span></nav>
            <a href="\(Self.escaped(otherLanguage))" lang="\(otherCode)" hreflang="\(otherCode)">\(other)</a></header>
            <main>
            <h1>\(Self.escaped(title))</h1>
            \(body)</main>
            </body>
            </html>

            """
        return Array(html.utf8)
    }

    mutating func paragraph(_ text: String) { body += "<p>\(Self.escaped(text))</p>\n" }

    mutating func heading(_ text: String) { body += "<h2>\(Self.escaped(text))</h2>\n" }

    /// A list of links with what each is.
    mutating func links(_ links: [(href: String, text: String, note: String)]) {
        body += "<ul>\n"
        for link in links {
            let note = link.note.isEmpty ? "" : " : \(Self.escaped(link.note))"
            body += "<li><a href=\"\(Self.escaped(link.href))\">\(Self.escaped(link.text))</a>\(note)</li>\n"
        }
        body += "</ul>\n"
    }

    /// A table; cells are HTML already.
    ///
    /// - Parameter isNamed: the first cell of a row says what the row is.
    mutating func table(caption: String, head: [String], rows: [[String]], isNamed: Bool = false) {
        body += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(Self.escaped(caption))\"><table>\n"
        body += "<caption>\(Self.escaped(caption))</caption>\n<thead><tr>"
        for cell in head { body += "<th scope=\"col\">\(Self.escaped(cell))</th>" }
        body += "</tr></thead>\n<tbody>\n"
        for row in rows {
            let names = row.prefix(isNamed ? 1 : 0).map { "<th scope=\"row\">\($0)</th>" }
            body += "<tr>" + (names + row.dropFirst(names.count).map { "<td>\($0)</td>" }).joined() + "</tr>\n"
        }
        body += "</tbody></table></div>\n"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The one style sheet, in every page; its hash stands in the content security policy.
    static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
        header{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 1.2rem;background:#f0f3f6;border-bottom:1px solid #c4ccd4}
        main{padding:.5rem 1.2rem 3rem;max-width:75rem}
        a{color:#00508a}
        h1{font-size:1.6rem;margin:.6rem 0}
        h2{font-size:1.2rem}
        a:focus-visible,.scroll:focus-visible{outline:3px solid #00508a;outline-offset:2px}
        .scroll{overflow:auto;max-height:34rem;width:fit-content;max-width:100%;border:1px solid #c4ccd4}
        table{border-collapse:collapse;font-size:.9rem}
        caption{text-align:left;padding:.3rem .6rem;font-weight:600}
        th,td{padding:.25rem .6rem;border-bottom:1px solid #dde2e7;text-align:left;vertical-align:top;white-space:nowrap}
        thead th{position:sticky;top:0;background:#f0f3f6}
        svg{max-width:100%;height:auto;border:1px solid #c4ccd4;background:#f7fafc}
        code{font-size:.95em}
        """

    static let styleHash: String = "sha256-" + base64(digest(of: style))

    private static func digest(of text: String) -> [UInt8] {
        let digits = SHA256.hexDigest(text.utf8).compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { result.append(place <= group.count ? letters[value >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension DocumentRequest {
    /// A page in the language asked for, with the way to its other language.
    ///
    /// - Parameter crumb: its title where the way to it is told; else the same.
    func page(_ title: String, _ language: Language, path: [(title: String, href: String)] = [], crumb: String? = nil) -> HTMLPage {
        HTMLPage(
            title: title, language: language, otherLanguage: address.with([("lang", language == .french ? "en" : "fr")]), path: path,
            crumb: crumb ?? title)
    }

    /// Start page, collections.
    func homePath(_ language: Language, withCollections: Bool = false) -> [(title: String, href: String)] {
        let home = (title: LocalizedText("Accueil", "Home")(language), href: address.to("/"))
        return withCollections ? [home, (title: "Collections", href: address.to("/collections"))] : [home]
    }
}
