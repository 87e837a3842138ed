import GeoCore
import GeoStore

/// Asks for the places one by one; each answer is written at once, so that leaving loses nothing.
struct ReviewDialogue {
    let store: ActorStore
    let reference: ReferenceGeography
    let everywhere: Bool
    let date: CalendarDate?

    func run(_ places: [ReviewedPlace]) throws {
        if places.isEmpty { return print("no place of the store needs a person") }
        print("A candidate's number, an INSEE code, h outside the region, Enter later, q leave.")
        for (index, place) in places.enumerated() {
            print("\n\(index + 1)/\(places.count)  " + ReviewText.place(place, reference: reference), terminator: "")
            guard place.isDecidable else {
                print("The list says nothing of this place: complete it and import it again.")
                continue
            }
            guard try ask(place) else { return }
        }
    }

    /// - Returns: `false` to leave.
    private func ask(_ place: ReviewedPlace) throws -> Bool {
        var isSettled = false
        while !isSettled {
            print("? ", terminator: "")
            Terminal.flush()
            let answer = (readLine() ?? "q").filter { !$0.isWhitespace }.lowercased()
            if answer == "q" { return false }
            isSettled = try answer.isEmpty || decide(place, verdict(of: answer))
        }
        return true
    }

    /// - Returns: `false`, with the reason told, when the answer is none that can be taken.
    private func decide(_ place: ReviewedPlace, _ verdict: ReviewVerdict) throws -> Bool {
        do {
            let outcome = try store.decide(
                [(key: place.key, verdict: verdict)], everywhere: everywhere, reference: reference, date: date, lastChange: ChangeDate.now)
            print("\(ReviewText.placedAnew(outcome))")
            return true
        } catch {
            guard error.kind == .usage else { throw error }
            print(error.rendered)
            return false
        }
    }

    private func verdict(of answer: String) -> ReviewVerdict {
        if answer == "h" { return .outside }
        if answer.utf8.count < 5, let number = Int(answer) { return .candidate(number) }
        return .commune(answer.uppercased())
    }
}
