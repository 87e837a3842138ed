/// Cities, regions and countries abroad that lists of international partners hold in the town's field.
///
/// One that bears the name of a commune of France too (`Saint-Sébastien`) leaves a row that says nothing else undecided.
enum ForeignPlaces {
    static let names: [String] = [cities, regions, countries].flatMap { $0.split(separator: "|").map(String.init) }

    private static let cities = """
        Abidjan|Abomey|Accra|Addis-Abeba|Agadez|Agadir|Alep|Alexandrie|Alger|Amman|Amsterdam|Annaba|Antananarivo|Antsirabe|\
        Anvers|Asunción|Athènes|Bafoussam|Bagdad|Bamako|Bangkok|Bangui|Banjul|Barcelone|Battambang|Belfast|Belgrade|Berlin|\
        Berne|Bethléem|Beyrouth|Bichkek|Bilbao|Bissau|Bobo-Dioulasso|Bogota|Bohicon|Bombay|Boston|Braga|Brasilia|Bratislava|\
        Brazzaville|Bristol|Bruxelles|Bucarest|Budapest|Buenos Aires|Bujumbura|Bukavu|Burgos|Bursa|Calcutta|Cap-Haïtien|\
        Caracas|Cardiff|Casablanca|Charleroi|Chicago|Chisinau|Cluj|Coimbra|Colombo|Conakry|Constantine|Copenhague|Cotonou|\
        Cracovie|Dacca|Dakar|Damas|Da Nang|Delhi|Diego-Suarez|Djibouti|Donostia|Douala|Dresde|Dschang|Dubaï|Dublin|Dunedin|\
        Edimbourg|Erbil|Erevan|Essaouira|Fada N'Gourma|Fès|Fianarantsoa|Francfort|Freetown|Garoua|Gatineau|Gaza|Gdansk|Gênes|\
        Genève|Glasgow|Goma|Gonaïves|Hambourg|Hanoï|Hanovre|Harare|Hébron|Helsinki|Hô-Chi-Minh-Ville|Hong Kong|Houston|Hué|\
        Iasi|Irun|Islamabad|Istanbul|Jacmel|Jakarta|Jérusalem|Johannesburg|Kaboul|Kampala|Kaolack|Katmandou|Kayes|Kharkiv|\
        Khartoum|Kiev|Kigali|Kinshasa|Korhogo|Koudougou|Kpalimé|Kyiv|Kyoto|La Havane|Lausanne|Le Caire|Le Cap|Leipzig|\
        Les Cayes|Libreville|Lilongwe|Lima|Lisbonne|Liverpool|Lomé|London|Londres|Los Angeles|Luanda|Luang Prabang|Lubumbashi|\
        Lusaka|Luxembourg|Lviv|Madrid|Mahajanga|Malabo|Managua|Manchester|Manille|Maputo|Maradi|Maroua|Marrakech|Medellín|\
        Meknès|Melbourne|Mexico|Milan|Minsk|Moncton|Monrovia|Montevideo|Montréal|Mopti|Moroni|Moscou|Mossoul|Munich|Nairobi|\
        Namur|Naplouse|Natitingou|N'Djamena|New Delhi|New York|Niamey|Nouakchott|Nouméa|Oaxaca|Odessa|Oslo|Ottawa|\
        Ouagadougou|Ouahigouya|Oujda|Oulan-Bator|Papeete|Parakou|Pékin|Petit-Goâve|Philadelphie|Phnom Penh|Podgorica|\
        Pointe-Noire|Pondichéry|Port-au-Prince|Porto|Porto-Novo|Prague|Praia|Pretoria|Quito|Rabat|Rabat-Salé|Ramallah|Riga|\
        Rio de Janeiro|Rome|Rotterdam|Saïgon|Saint-Domingue|Saint-Louis du Sénégal|Saint-Pétersbourg|Saint-Sébastien|Salamanque|\
        San Francisco|San José|San Salvador|San Sebastian|Santiago|Santiago du Chili|Sao Paulo|Saragosse|Sarajevo|Ségou|Séoul|\
        Séville|Sfax|Shanghai|Sherbrooke|Siem Reap|Sikasso|Singapour|Skopje|Sofia|Sokodé|Stockholm|Stuttgart|Sydney|Tachkent|\
        Tallinn|Tamatave|Tambacounda|Tananarive|Tanger|Tbilissi|Tegucigalpa|Téhéran|Tel Aviv|Tenkodogo|Thiès|Timisoara|Tirana|\
        Toamasina|Tokyo|Toliara|Tombouctou|Toronto|Tripoli|Tunis|Turin|Ulan Bator|Valladolid|Valparaiso|Vancouver|Varsovie|\
        Vientiane|Vilnius|Vitoria|Washington|Wuhan|Yaoundé|Zagreb|Ziguinchor|Zinder|Zurich
        """

    private static let regions = """
        Andalousie|Aragon|Bavière|Californie|Castille|Catalogne|Estrémadure|Euskadi|Flandre|Galice|Gipuzkoa|Guipuzcoa|Hesse|\
        Louisiane|Nouveau-Brunswick|Ontario|Québec|Saxe|Texas|Toscane|Wallonie
        """

    private static let countries = """
        Afghanistan|Afrique du Sud|Albanie|Algérie|Allemagne|Andorre|Angleterre|Angola|Arabie saoudite|Argentine|Arménie|\
        Australie|Autriche|Azerbaïdjan|Bangladesh|Belgique|Belgium|Bénin|Biélorussie|Birmanie|Bolivie|Bosnie|\
        Bosnie-Herzégovine|Botswana|Brazil|Brésil|Bulgarie|Burkina Faso|Burundi|Cambodge|Cameroon|Cameroun|Canada|Cap-Vert|\
        Centrafrique|Chili|Chine|Chypre|Colombie|Comores|Congo|Corée|Costa Rica|Côte d'Ivoire|Croatie|Cuba|Danemark|Écosse|\
        Égypte|Émirats arabes unis|Équateur|Érythrée|Espagne|Estonie|États-Unis|Éthiopie|Finlande|Gabon|Gambie|Géorgie|\
        Germany|Ghana|Grande-Bretagne|Grèce|Guatemala|Guinée|Guinée-Bissau|Guinée-Conakry|Haïti|Honduras|Hongrie|Île Maurice|\
        Inde|Indonésie|Irak|Iran|Irlande|Islande|Israël|Italie|Italy|Japon|Jordanie|Kazakhstan|Kenya|Kirghizistan|Kosovo|\
        Koweït|Laos|Lettonie|Liban|Liberia|Libye|Liechtenstein|Lituanie|Macédoine|Madagascar|Malaisie|Malawi|Mali|Malte|\
        Maroc|Mauritanie|Mexique|Moldavie|Monaco|Mongolie|Monténégro|Morocco|Mozambique|Namibie|Népal|Nicaragua|Niger|\
        Nigeria|Norvège|Nouvelle-Calédonie|Nouvelle-Zélande|Ouganda|Ouzbékistan|Pakistan|Palestine|Panama|Paraguay|Pays-Bas|\
        Pays de Galles|Pérou|Philippines|Pologne|Polynésie française|Portugal|Qatar|République centrafricaine|\
        République démocratique du Congo|République dominicaine|République tchèque|Roumanie|Royaume-Uni|Russie|Rwanda|Salvador|\
        Sao Tomé|Sénégal|Serbie|Sierra Leone|Slovaquie|Slovénie|Somalie|Soudan|Soudan du Sud|Spain|Sri Lanka|Suède|\
        Suisse|Swaziland|Switzerland|Syrie|Tadjikistan|Taïwan|Tanzanie|Tchad|Tchéquie|Thaïlande|Timor oriental|Togo|Tunisie|\
        Turkménistan|Turquie|Ukraine|United Kingdom|Uruguay|USA|Vanuatu|Venezuela|Vietnam|Viêt Nam|Yémen|Zambie|Zimbabwe
        """
}
