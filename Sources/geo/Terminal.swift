import Foundation

/// Messages for the person at the terminal: always on standard error, so that data on standard output stays clean.
enum Terminal {
    static func error(_ text: String) { write("geo: \(text)\n") }

    static func note(_ text: String, quiet: Bool) {
        if !quiet { write(text + "\n") }
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
