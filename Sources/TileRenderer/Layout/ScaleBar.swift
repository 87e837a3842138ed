internal import GeoCore

/// A bar of a round number of kilometres, true at the centre of the map.
struct ScaleBar {
    let kilometers: Double
    /// On the page, millimetres.
    let length: Double

    /// - Parameter perKilometer: millimetres on the page for a kilometre on the ground.
    init(perKilometer: Double, longest: Double) {
        var best = 0.001
        var power = 0.001
        while power < 10_000 {
            for digits in [1.0, 2, 5] where digits * power * perKilometer <= longest { best = digits * power }
            power *= 10
        }
        kilometers = best
        length = best * perKilometer
    }

    func labels(_ language: Language) -> (middle: String, end: String) {
        func text(_ value: Double) -> String {
            var decimals = 0
            while decimals < 4 && Double(NumberFormat.fixed(value, decimals: decimals)) != value { decimals += 1 }
            return NumberFormat.string(value, decimals: decimals, language: language)
        }
        return (text(kilometers / 2), text(kilometers) + " km")
    }
}
