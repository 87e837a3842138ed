/// Whole-word abbreviations of place names, written out.
extension FoldedText {
    /// Writes out the last word when it is an abbreviation that names use.
    package static func writeOut(_ words: inout [Word], _ letters: inout [UInt8]) {
        let last = words.count - 1
        let word = words[last]
        let count = word.count
        guard count <= 4 else { return }
        var packed: UInt32 = 0
        for offset in Int(word.start)..<Int(word.end) { packed = packed << 8 | UInt32(letters[offset]) }
        let full: StaticString
        switch packed {
        case 0x7374: full = "saint"  // st
        case 0x737465: full = "sainte"  // ste
        case 0x737473: full = "saints"  // sts
        case 0x7374_6573: full = "saintes"  // stes
        case 0x6D74: full = "mont"  // mt
        case 0x6D7473: full = "monts"  // mts
        case 0x6764: full = "grand"  // gd
        case 0x676465: full = "grande"  // gde
        case 0x7074: full = "petit"  // pt
        case 0x707465: full = "petite"  // pte
        case 0x7678: full = "vieux"  // vx
        case 0x6267: full = "bourg"  // bg
        case 0x7373: full = "sous"  // ss
        case 0x6264_78: full = "bordeaux"  // bdx
        case 0x6278:  // près Bx
            guard last > 0, words[last - 1].count == 4, letters[Int(words[last - 1].start)..<Int(words[last - 1].end)].elementsEqual("pres".utf8)
            else {
                return
            }
            full = "bordeaux"
        case 0x6C65_7A: full = "les"  // lez
        case 0x6E64: full = "notredame"  // nd
        case 0x64:  // d after n: N.-D.
            guard last > 0, words[last - 1].count == 1, letters[Int(words[last - 1].start)] == 0x6E, word.gap == .inside else { return }
            words.removeLast()
            letters.removeLast(2)
            append("notredame", to: &letters)
            words[last - 1].end = Int32(letters.count)
            words[last - 1].isShortened = false
            return
        default: return
        }
        letters.removeLast(count)
        append(full, to: &letters)
        words[last].end = Int32(letters.count)
        words[last].isShortened = false
    }

    /// A lone `s` between two words of a name is `sur`, at the head of one it is `saint`: called when the word after it begins.
    package static func writeOutSur(_ words: inout [Word], _ letters: inout [UInt8], gap: Gap) {
        let last = words.count - 1
        if last >= 0, gap == .inside, words[last].count == 1, letters[letters.count - 1] == 0x73,
            words[last].gap == .hard || last > 0 && words[last - 1].isNumber
        {
            append("aint", to: &letters)
            words[last].end = Int32(letters.count)
            words[last].isShortened = false
            return
        }
        guard last >= 1, gap == .inside, words[last].count == 1, letters[letters.count - 1] == 0x73, words[last].gap == .inside,
            !words[last].isAfterApostrophe, !words[last - 1].isNumber
        else { return }
        append("ur", to: &letters)
        words[last].end = Int32(letters.count)
        words[last].isShortened = false
    }

    /// `s/` is `sur` and `l/` is `lès`.
    package static func writeOutSlash(_ words: inout [Word], _ letters: inout [UInt8]) {
        let isSur = letters[letters.count - 1] == 0x73
        append(isSur ? "ur" : "es", to: &letters)
        words[words.count - 1].end = Int32(letters.count)
    }

    private static func append(_ text: StaticString, to letters: inout [UInt8]) {
        letters.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
