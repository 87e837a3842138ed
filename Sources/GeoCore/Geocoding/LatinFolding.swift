/// The plain letters of accented Latin letters and ligatures: the one table that every comparison of names rests on.
enum LatinFolding {
    /// For U+00C0…U+017F, the first and second lower-case ASCII letter (0 for none); both 0 for a sign that is not a letter.
    static let table: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 0x180 - 0xC0)
        func set(_ letters: String, _ plain: StaticString) {
            let first = UInt16(plain.utf8Start[0])
            let second = plain.utf8CodeUnitCount > 1 ? UInt16(plain.utf8Start[1]) : 0
            for scalar in letters.unicodeScalars { table[Int(scalar.value) - 0xC0] = first | second << 8 }
        }
        set("ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "a")
        set("Ææ", "ae")
        set("ÇçĆćĈĉĊċČč", "c")
        set("ÐðĎďĐđ", "d")
        set("ÈÉÊËèéêëĒēĔĕĖėĘęĚě", "e")
        set("ĜĝĞğĠġĢģ", "g")
        set("ĤĥĦħ", "h")
        set("ÌÍÎÏìíîïĨĩĪīĬĭĮįİı", "i")
        set("Ĳĳ", "ij")
        set("Ĵĵ", "j")
        set("Ķķĸ", "k")
        set("ĹĺĻļĽľĿŀŁł", "l")
        set("ÑñŃńŅņŇňŉŊŋ", "n")
        set("ÒÓÔÕÖØòóôõöøŌōŎŏŐő", "o")
        set("Œœ", "oe")
        set("ŔŕŖŗŘř", "r")
        set("ŚśŜŝŞşŠšſ", "s")
        set("ß", "ss")
        set("ŢţŤťŦŧ", "t")
        set("Þþ", "th")
        set("ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų", "u")
        set("Ŵŵ", "w")
        set("ÝýÿŶŷŸ", "y")
        set("ŹźŻżŽž", "z")
        return table
    }()

    /// The plain letters of a scalar, in the low and high byte; 0 when the scalar is none of the letters of the table.
    static func plain(_ value: UInt32) -> UInt16 {
        value >= 0xC0 && value < 0x180 ? table[Int(value) - 0xC0] : 0
    }
}
