/// The kinds of actor that the observatory tells apart; labels and synonyms are in the codelist `kinds`.
public enum ActorKind: String, Sendable, CaseIterable, Hashable {
    case association
    case collectivite
    case entreprise
    case enseignement
    case sante
    case fondation
    case reseau
    case autre
}
