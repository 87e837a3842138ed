/// A key of how a French name sounds: two spellings with the same key may be one name.
///
/// Coarser than any transcription, and only a second opinion: nasal vowels, the spellings of o, e, k, s, f and j, silent h and silent
/// endings, double letters.
package enum FrenchPhonetics {
    /// Appends the sound of folded letters to `sound`.
    package static func append(_ text: UnsafeBufferPointer<UInt8>, to sound: inout [UInt8]) {
        let count = text.count
        var place = 0
        let start = sound.count
        func at(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? text[offset] : 0 }
        func emit(_ byte: UInt8) {
            if sound.count > start, sound[sound.count - 1] == byte { return }
            sound.append(byte)
        }
        while place < count {
            let letter = text[place]
            let next = at(place + 1)
            let after = at(place + 2)
            switch letter {
            case ascii("a"):
                if next == ascii("u") { emit(ascii("o")); place += 2; continue }
                if next == ascii("i") || next == ascii("y") {
                    if isNasal(after), !isVowel(at(place + 3)), at(place + 3) != after { emit(ascii("2")); place += 3; continue }
                    emit(ascii("e")); place += 2; continue
                }
                if isNasal(next), !isVowel(after), after != next { emit(ascii("1")); place += 2; continue }
                emit(ascii("a"))
            case ascii("e"):
                if next == ascii("a"), after == ascii("u") { emit(ascii("o")); place += 3; continue }
                if next == ascii("i") || next == ascii("y") {
                    if isNasal(after), !isVowel(at(place + 3)), at(place + 3) != after { emit(ascii("2")); place += 3; continue }
                    emit(ascii("e")); place += 2; continue
                }
                if next == ascii("u") { emit(ascii("u")); place += 2; continue }
                if isNasal(next), !isVowel(after), after != next { emit(ascii("1")); place += 2; continue }
                if place == count - 1 { place += 1; continue }
                emit(ascii("e"))
            case ascii("i"), ascii("y"):
                if isNasal(next), !isVowel(after), after != next { emit(ascii("2")); place += 2; continue }
                emit(ascii("i"))
            case ascii("o"):
                if next == ascii("u") { emit(ascii("w")); place += 2; continue }
                if isNasal(next), !isVowel(after), after != next { emit(ascii("3")); place += 2; continue }
                if next == ascii("e"), after == ascii("u") { emit(ascii("u")); place += 3; continue }
                emit(ascii("o"))
            case ascii("u"):
                if isNasal(next), !isVowel(after), after != next { emit(ascii("2")); place += 2; continue }
                emit(ascii("u"))
            case ascii("c"):
                if next == ascii("h") { emit(ascii("S")); place += 2; continue }
                emit(isFront(next) ? ascii("s") : ascii("k"))
            case ascii("q"):
                emit(ascii("k"))
                if next == ascii("u") { place += 1 }
            case ascii("k"): emit(ascii("k"))
            case ascii("g"):
                if next == ascii("n") { emit(ascii("n")); emit(ascii("i")); place += 2; continue }
                if next == ascii("u"), isFront(after) { emit(ascii("g")); place += 2; continue }
                emit(isFront(next) ? ascii("j") : ascii("g"))
            case ascii("s"):
                if next == ascii("h") { emit(ascii("S")); place += 2; continue }
                if isVowel(at(place - 1)), isVowel(next) { emit(ascii("z")) } else { emit(ascii("s")) }
                if next == ascii("c"), isFront(after) { place += 1 }
            case ascii("p"):
                if next == ascii("h") { emit(ascii("f")); place += 2; continue }
                emit(ascii("p"))
            case ascii("h"): break
            case ascii("w"): emit(ascii("v"))
            case ascii("x"):
                if place == count - 1 { break }
                emit(ascii("k")); emit(ascii("s"))
            default: emit(letter)
            }
            place += 1
        }
        // Endings that are not heard.
        while sound.count > start + 2, let last = sound.last,
            last == ascii("t") || last == ascii("d") || last == ascii("s") || last == ascii("z")
                || last == ascii("p") || last == ascii("k") && sound[sound.count - 2] == ascii("a") || last == ascii("e") && isSilentEnd(sound, start)
        {
            sound.removeLast()
        }
    }

    private static func isSilentEnd(_ sound: [UInt8], _ start: Int) -> Bool { sound.count > start + 3 }

    @inline(__always)
    private static func ascii(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }
    private static func isNasal(_ letter: UInt8) -> Bool { letter == 0x6E || letter == 0x6D }
    private static func isFront(_ letter: UInt8) -> Bool { letter == 0x65 || letter == 0x69 || letter == 0x79 }
    private static func isVowel(_ letter: UInt8) -> Bool {
        letter == 0x61 || letter == 0x65 || letter == 0x69 || letter == 0x6F || letter == 0x75 || letter == 0x79
    }
}
