import TestSupport
import Testing

import GeoCore

/// Folding, keys, distances and sounds.
@Suite struct GeocodingTextTests {
    @Test(
        "Folding keeps letters and digits",
        arguments: [
            ("L'Haÿ-les-Roses", "l hay les roses"), ("ŒUILLY", "oeuilly"), ("  Bœuf  &  Ærø ", "boeuf aero"), ("Pe\u{301}rigueux", "perigueux"),
            ("Straße", "strasse"), ("A\u{A0}B\u{2011}C", "a b c"), ("", ""), ("?!", ""),
        ])
    func fold(_ text: String, _ folded: String) {
        #expect(SearchKey.fold(text) == folded)
    }

    @Test("Folding twice is folding once, for any text")
    func foldIdempotent() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let text = randomText(&generator)
            let once = SearchKey.fold(text)
            #expect(SearchKey.fold(once) == once)
        }
    }

    @Test("Every spelling of a name has the same letters")
    func sameLetters() {
        let spellings = [
            "Saint-Jean-d'Angély", "ST JEAN D ANGELY", "st. jean d’angély", "Saint Jean d'Angely", "S. Jean d'Angély", "SAINT-JEAN-D'ANGÉLY",
            "Saint\nJean-d'Angély",
        ]
        for spelling in spellings { #expect(FoldedText(spelling).letters == FoldedText(spellings[0]).letters, "\(spelling)") }
    }

    @Test("Abbreviations are whole words")
    func wholeWords() {
        #expect(String(decoding: FoldedText("Strasbourg").letters, as: UTF8.self) == "strasbourg")
        #expect(String(decoding: FoldedText("Castets").letters, as: UTF8.self) == "castets")
        #expect(String(decoding: FoldedText("N.-D. de Sanilhac").letters, as: UTF8.self) == "notredamedesanilhac")
        #expect(String(decoding: FoldedText("Villeneuve s/Lot").letters, as: UTF8.self) == "villeneuvesurlot")
    }

    @Test("The bit-parallel distance is the distance by the book")
    func distance() {
        var generator = SeededGenerator(seed: 11)
        var comparison = EditDistance()
        for _ in 0..<3000 {
            let a = (0..<Int.random(in: 1...20, using: &generator)).map { _ in UInt8.random(in: 97...100, using: &generator) }
            let b = (0..<Int.random(in: 0...20, using: &generator)).map { _ in UInt8.random(in: 97...100, using: &generator) }
            comparison.prepare(a[...])
            #expect(b.withUnsafeBufferPointer { comparison.distance(to: $0) } == plainDistance(a, b))
        }
    }

    @Test("Two texts at distance d differ in at most 2d bits of their signatures and glances")
    func signatures() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<3000 {
            let a = (0..<Int.random(in: 4...16, using: &generator)).map { _ in UInt8.random(in: 97...122, using: &generator) }
            var b = a
            b[Int.random(in: 0..<b.count, using: &generator)] = UInt8.random(in: 97...122, using: &generator)
            if Bool.random(using: &generator) { b.remove(at: Int.random(in: 0..<b.count, using: &generator)) }
            let d = plainDistance(a, b)
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    #expect((EditDistance.signature(a) ^ EditDistance.signature(b)).nonzeroBitCount <= 2 * d)
                    #expect((SpellingIndex.glance(a) ^ SpellingIndex.glance(b)).nonzeroBitCount <= 2 * d)
                }
            }
        }
    }

    @Test("The deletion index finds every name within two letters")
    func deletionIndexIsComplete() {
        var generator = SeededGenerator(seed: 13)
        let names: [[UInt8]] = (0..<400).map { number in
            let head: [UInt8] = number % 3 == 0 ? Array("saint".utf8) : []
            return head + (0..<Int.random(in: 4...14, using: &generator)).map { _ in UInt8.random(in: 97...103, using: &generator) }
        }
        var builder = NameTableBuilder(expectedKeys: 400)
        for name in names { name.withUnsafeBufferPointer { builder.add($0, NamePosting(.current, article: .none, target: 0)) } }
        let table = NameTable(builder)
        let index = SpellingIndex(table: table) { _ in true }
        for name in names {
            var text = name
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let place = Int.random(in: (name.starts(with: "saint".utf8) ? 5 : 0)..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[place] = UInt8.random(in: 97...103, using: &generator)
                case 1: text.insert(UInt8.random(in: 97...103, using: &generator), at: place)
                default: if text.count > 6 { text.remove(at: place) }
                }
            }
            var found = Set<[UInt8]>()
            text.withUnsafeBufferPointer { letters in
                func probe(_ buckets: SpellingIndex.Buckets) -> (UInt64) -> Void {
                    { remainder in
                        for place in buckets.bucket(remainder) {
                            found.insert(Array(table.arena[table.letters(of: Int(buckets.keys[place] & 0x3FF_FFFF))]))
                        }
                    }
                }
                SpellingIndex.forEachDeletion(SpellingIndex.head(letters), probe(index.oneDeletion))
                SpellingIndex.forEachDeletion(SpellingIndex.head(letters), probe(index.twoDeletions()))
                SpellingIndex.forEachDoubleDeletion(SpellingIndex.head(letters), probe(index.oneDeletion))
                SpellingIndex.forEachDoubleDeletion(SpellingIndex.head(letters), probe(index.twoDeletions()))
            }
            #expect(found.contains(name), "\(String(decoding: text, as: UTF8.self)) for \(String(decoding: name, as: UTF8.self))")
        }
    }

    @Test(
        "Spellings of one sound have one key",
        arguments: [("bordeaux", "bordo"), ("perigueux", "perigueu"), ("philippe", "filipe"), ("quinsac", "kinsac"), ("saintes", "sainte")])
    func sounds(_ a: String, _ b: String) {
        func sound(_ text: String) -> [UInt8] {
            var sound: [UInt8] = []
            Array(text.utf8).withUnsafeBufferPointer { FrenchPhonetics.append($0, to: &sound) }
            return sound
        }
        #expect(sound(a) == sound(b), "\(String(decoding: sound(a), as: UTF8.self)) \(String(decoding: sound(b), as: UTF8.self))")
    }

    private func plainDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var d = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { d[i][0] = i }
        for j in 0...b.count { d[0][j] = j }
        for i in 1...max(1, a.count) {
            for j in 1...max(1, b.count) where j <= b.count {
                d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1) }
            }
        }
        return d[a.count][b.count]
    }
}

/// Text of any scalars, with a bias to those that names and tables hold.
func randomText(_ generator: inout SeededGenerator, upTo length: Int = 40) -> String {
    let likely = Array("abcdefghijklmnopqrstuvwxyzéèçœ'’-/ ,()0123456789.\n\tSTst".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...length, using: &generator) {
        if Int.random(in: 0..<4, using: &generator) > 0 {
            text.append(likely[Int.random(in: 0..<likely.count, using: &generator)])
        } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
            text.append(scalar)
        }
    }
    return String(text)
}
