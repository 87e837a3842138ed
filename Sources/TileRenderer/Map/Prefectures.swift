/// The seats of the departments of Nouvelle-Aquitaine (INSEE, COG: `cheflieu` of the departments): named on maps before larger towns.
enum Prefectures {
    static let codes: Set<String> = [
        "16015", "17300", "19272", "23096", "24322", "33063", "40192", "47001", "64445", "79191", "86194", "87085",
    ]
}
