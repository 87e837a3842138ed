/// How likely a name is to be written as a given text: the best alignment of the two, each slip at the rate at which people make it.
///
/// Swapping neighbours, leaving out a letter and doubling one are common; a letter for another that sounds or lies alike less so; any
/// other replacement is rare, and the first letter is seldom wrong. The rates are round estimates of typing and spelling in general.
enum SpellingLikelihood {
    /// Rates of names written with none, one, two and three slips.
    private static let rates = [0.9, 0.08, 0.015, 0.0015]
    private static let width = 9

    /// - Parameters:
    ///   - distance: the number of slips, at most three.
    static func likelihood(of text: UnsafeBufferPointer<UInt8>, for name: UnsafeBufferPointer<UInt8>, distance: Int) -> Double {
        guard distance > 0 else { return rates[0] }
        // What the two have in common at either end costs nothing; one letter of it is kept for the look at doubles.
        var head = 0
        while head < name.count, head < text.count, name[head] == text[head] { head += 1 }
        head = max(0, head - 1)
        var tail = 0
        while name.count - tail > head, text.count - tail > head, name[name.count - tail - 1] == text[text.count - tail - 1] { tail += 1 }
        let nameEnd = name.count - max(0, tail - 1)
        let textEnd = text.count - max(0, tail - 1)
        let band = 3
        let perLetter = 1 / Double(max(name.count, 1))
        // Three rows of a band of the alignment, a place for each difference of positions from -4 to 4.
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * width) { rows in
            rows.initialize(repeating: 0)
            for i in head...nameEnd {
                let row = (i % 3) * width
                let above = ((i + 2) % 3) * width
                let twoAbove = ((i + 1) % 3) * width
                for place in 0..<width { rows[row + place] = 0 }
                for j in max(head, i - band)...max(head, min(textEnd, i + band)) where abs(j - i) <= band {
                    let place = j - i + 4
                    if i == head, j == head {
                        rows[row + place] = 1
                        continue
                    }
                    var best = 0.0
                    if i > head, j > head {
                        let step = name[i - 1] == text[j - 1] ? 1 : replacement(name[i - 1], text[j - 1], first: i == 1) * perLetter
                        best = max(best, rows[above + place] * step)
                    }
                    if i > head, place + 1 < width {
                        best = max(best, rows[above + place + 1] * omission(name, i - 1) * perLetter)
                    }
                    if j > head, place > 0 {
                        best = max(best, rows[row + place - 1] * insertion(text, j - 1) * perLetter)
                    }
                    if i > head + 1, j > head + 1, name[i - 1] == text[j - 2], name[i - 2] == text[j - 1] {
                        best = max(best, rows[twoAbove + place] * 0.25 * (i == 2 ? 0.3 : 1) * perLetter)
                    }
                    rows[row + place] = best
                }
            }
            let place = textEnd - nameEnd + 4
            guard place >= 0, place < width else { return 0 }
            return rates[min(distance, 3)] * rows[(nameEnd % 3) * width + place]
        }
    }

    private static func omission(_ name: UnsafeBufferPointer<UInt8>, _ place: Int) -> Double {
        let isDouble = place > 0 && name[place - 1] == name[place] || place + 1 < name.count && name[place + 1] == name[place]
        return isDouble ? 0.4 : place == 0 ? 0.07 : 0.22
    }

    private static func insertion(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Double {
        let isDouble = place > 0 && text[place - 1] == text[place] || place + 1 < text.count && text[place + 1] == text[place]
        return isDouble ? 0.12 : place == 0 ? 0.003 : place == text.count - 1 ? 0.02 : 0.01
    }

    private static func replacement(_ letter: UInt8, _ other: UInt8, first: Bool) -> Double {
        let rate = isAlike(letter, other) ? 0.04 : 0.01
        return first ? rate * 0.3 : rate
    }

    /// Letters that stand for one sound in French, or side by side on the keyboard.
    private static func isAlike(_ a: UInt8, _ b: UInt8) -> Bool {
        guard a >= 97, a <= 122, b >= 97, b <= 122 else { return false }
        return alike[Int(a - 97)] & (1 << UInt32(b - 97)) != 0
    }

    private static let alike: [UInt32] = {
        var table = [UInt32](repeating: 0, count: 26)
        func pairs(_ list: StaticString) {
            let bytes = list.utf8Start
            var place = 0
            while place + 1 < list.utf8CodeUnitCount {
                let a = Int(bytes[place] - 97)
                let b = Int(bytes[place + 1] - 97)
                table[a] |= 1 << UInt32(b)
                table[b] |= 1 << UInt32(a)
                place += 3
            }
        }
        // Sounds.
        pairs("ae ai ei iy ij sz sc ck cq kq gj gu bp dt fv mn vw ou eo ao xs xc tc td lr lt aq")
        // Neighbours on the keyboard (azerty, qwerty).
        pairs("az ze er rt ty yu ui io op qs sd df fg gh hj jk kl lm wx xc cv vb bn as qw we zx nm")
        return table
    }()
}
