/// Names of communes in the other languages that signs and letterheads of the region use.
///
/// Basque: the official forms of Euskaltzaindia, the academy of the Basque language (names are facts). A variant is attached to the INSEE
/// code and has no effect in a reference that does not hold it.
enum LanguageVariants {
    static let all: [(code: String, name: String)] = [
        ("64102", "Baiona"), ("64122", "Miarritze"), ("64024", "Angelu"), ("64483", "Donibane Lohizune"), ("64260", "Hendaia"),
    ]
}
