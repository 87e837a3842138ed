/// The article that INSEE keeps apart from the name of a place, by the digit of its `TNCC` (type de nom en clair).
enum NameArticle: String {
    case none = "0"
    /// No article; "d'" before the name in a sentence.
    case elision = "1"
    case le = "2"
    case la = "3"
    case les = "4"
    case l = "5"
    case aux = "6"
    case las = "7"
    case los = "8"

    /// The name with its article, as INSEE publishes it (`LIBELLE`): `Rochelle` with type 3 is `La Rochelle`.
    func full(_ name: String) -> String {
        switch self {
        case .none, .elision: name
        case .le: "Le \(name)"
        case .la: "La \(name)"
        case .les: "Les \(name)"
        case .l: "L'\(name)"
        case .aux: "Aux \(name)"
        case .las: "Las \(name)"
        case .los: "Los \(name)"
        }
    }
}
