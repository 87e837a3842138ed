/// Names of communes in the other languages that signs and letterheads of the region use: Basque and Occitan.
///
/// Basque: the forms of Euskaltzaindia, the academy of the Basque language; Occitan: those of bilingual signs and of the Congrès permanent
/// de la lenga occitana (names are facts). A variant is attached to a commune by its French name and department, and has no effect in a
/// reference that does not hold it.
enum LanguageVariants {
    struct Variant {
        let department: String
        let french: String
        let name: String
    }

    static let all: [Variant] = list("64", basque) + occitan.flatMap { list($0.department, $0.names) }

    private static func list(_ department: String, _ lines: String) -> [Variant] {
        lines.split(separator: "\n").compactMap { line in
            let pair = line.split(separator: "=")
            return pair.count == 2 ? Variant(department: department, french: String(pair[0]), name: String(pair[1])) : nil
        }
    }

    private static let basque = """
        Anglet=Angelu
        Arbonne=Arbona
        Arcangues=Arrangoitze
        Armendarits=Armendaritze
        Ascain=Azkaine
        Ayherre=Aiherra
        Barcus=Barkoxe
        Bardos=Bardoze
        Bassussarry=Basusarri
        Bayonne=Baiona
        Biarritz=Miarritze
        Bidache=Bidaxune
        Bidarray=Bidarrai
        Bidart=Bidarte
        Biriatou=Biriatu
        Boucau=Bokale
        Briscous=Beskoitze
        Cambo-les-Bains=Kanbo
        Ciboure=Ziburu
        Espelette=Ezpeleta
        Guéthary=Getaria
        Guiche=Gixune
        Halsou=Haltsu
        Hasparren=Hazparne
        Hélette=Heleta
        Hendaye=Hendaia
        Iholdy=Iholdi
        Irissarry=Irisarri
        Ispoure=Izpura
        Isturits=Izturitze
        Itxassou=Itsasu
        Jatxou=Jatsu
        La Bastide-Clairence=Bastida
        Lahonce=Lehuntze
        Larrau=Larraine
        Larressore=Larresoro
        Lecumberry=Lekunberri
        Louhossoa=Luhuso
        Macaye=Makea
        Mauléon-Licharre=Maule-Lextarre
        Mauléon-Licharre=Maule
        Mendionde=Lekorne
        Mendive=Mendibe
        Mouguerre=Mugerre
        Ordiarp=Urdiñarbe
        Ossès=Ortzaize
        Saint-Étienne-de-Baïgorry=Baigorri
        Saint-Jean-de-Luz=Donibane Lohizune
        Saint-Jean-Pied-de-Port=Donibane Garazi
        Saint-Martin-d'Arrossa=Arrosa
        Saint-Palais=Donapaleu
        Saint-Pée-sur-Nivelle=Senpere
        Saint-Pierre-d'Irube=Hiriburu
        Sainte-Engrâce=Santa Grazi
        Sare=Sara
        Souraïde=Zuraide
        Tardets-Sorholus=Atharratze
        Urcuit=Urketa
        Urepel=Urepele
        Urrugne=Urruña
        Urt=Ahurti
        Ustaritz=Uztaritze
        Villefranque=Milafranga
        Oloron-Sainte-Marie=Auloron
        Orthez=Ortès
        """

    private static let occitan: [(department: String, names: String)] = [
        ("19", "Brive-la-Gaillarde=Briva\nTulle=Tula"), ("24", "Périgueux=Periguers\nBergerac=Brageirac"),
        ("33", "Bordeaux=Bordèu\nArcachon=Arcaishon\nLibourne=Liborna"), ("40", "Mont-de-Marsan=Lo Mont de Marçan\nDax=Dacs"),
        ("47", "Marmande=Marmanda"), ("87", "Limoges=Lemòtges"),
    ]
}
