extension EvidenceNote {
    /// The note in words, one sentence: « code postal 33077 : CEDEX inconnu des tables, département 33 ».
    public func text(in language: Language) -> String {
        finding == .wording ? written : label(language) + (language == .french ? " : " : ": ") + statement(language)
    }

    private func label(_ language: Language) -> String {
        let quoted = written.isEmpty ? "" : language == .french ? " « \(shortened) »" : " “\(shortened)”"
        let name: LocalizedText =
            switch field {
            case .code: LocalizedText("code INSEE", "INSEE code")
            case .postcode: LocalizedText("code postal", "postcode")
            case .town: LocalizedText("commune", "town")
            case .address: LocalizedText("adresse", "address")
            case .freeText: LocalizedText("texte", "text")
            case .department: LocalizedText("département", "department")
            case .filter: LocalizedText("filtre", "filter")
            case .coordinates: LocalizedText("coordonnées", "coordinates")
            case .decision: LocalizedText("décision", "decision")
            case .answer: LocalizedText("réponse", "answer")
            }
        switch field {
        case .code, .postcode: return name(language) + (written.isEmpty ? "" : " \(shortened)")
        default: return name(language) + quoted
        }
    }

    private var frenchDate: String {
        let parts = date.split(separator: "-")
        return parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : date
    }

    /// What was written, on one line, no longer than 60 characters.
    private var shortened: String {
        let line = String(written.map { $0.isNewline ? " " : $0 }.prefix(61))
        return line.count > 60 ? String(line.prefix(59)) + "…" : line
    }

    private func statement(_ language: Language) -> String {
        let target = code.isEmpty ? place : "\(place) (\(code))"
        let since = date.isEmpty ? LocalizedText("", "") : LocalizedText(" depuis le \(frenchDate)", " since \(date)")
        let text: LocalizedText =
            switch finding {
            case .currentCode: LocalizedText("commune actuelle \(target)", "current commune \(target)")
            case .formerCode: LocalizedText("ancien code, aujourd'hui \(target)", "former code, today \(target)")
            case .codeElsewhere: LocalizedText("hors de la région, \(target)", "outside the region, \(target)")
            case .codeUnknown: LocalizedText("inconnu", "unknown")
            case .codeDamaged: LocalizedText("abîmé, lu \(code)", "damaged, read as \(code)")
            case .codeOtherCommune: LocalizedText("désigne une autre commune, \(target)", "designates another commune, \(target)")
            case .codeIsPostcode: LocalizedText("c'est un code postal", "is a postcode")
            case .codeLostZero: LocalizedText("zéro initial perdu, lu \(code)", "leading zero lost, read as \(code)")
            case .postcodeOfCommune: LocalizedText("celui de \(place)", "that of \(place)")
            case .postcodeOfNeighbour: LocalizedText("celui d'une commune voisine de \(place)", "that of a neighbour of \(place)")
            case .postcodeOtherPlace: LocalizedText("n'est pas celui de \(place)", "is not that of \(place)")
            case .postcodeUnlisted: LocalizedText("CEDEX inconnu, département \(code)", "unlisted CEDEX, department \(code)")
            case .postcodeElsewhere: LocalizedText("hors de la région, \(target)", "outside the region, \(target)")
            case .postcodeUnreadable: LocalizedText("illisible", "unreadable")
            case .postcodeOnly: LocalizedText("ne dessert que \(target)", "serves only \(target)")
            case .postcodeShared: LocalizedText("dessert \(count) commune\(count == 1 ? "" : "s")", "serves \(count) commune\(count == 1 ? "" : "s")")
            case .postcodeIsCode: LocalizedText("c'est le code INSEE de \(place)", "is the INSEE code of \(place)")
            case .postcodesDiffer: LocalizedText("deux codes postaux, deux lieux", "two postcodes, two places")
            case .nameExact: LocalizedText("nom de \(target)", "name of \(target)")
            case .nameWithoutArticle: LocalizedText("nom de \(target), à l'article près", "name of \(target), but for the article")
            case .nameVariant: LocalizedText("nom de \(target) dans une autre langue", "name of \(target) in another language")
            case .nameFormer:
                LocalizedText(
                    "ancienne commune, \(target)\(since.french.isEmpty ? " aujourd'hui" : since.french)",
                    "former commune, \(target)\(since.english.isEmpty ? " today" : since.english)")
            case .nameRenamed:
                LocalizedText(
                    "ancien nom de \(target)\(date.isEmpty ? "" : ", jusqu'au \(frenchDate)")",
                    "former name of \(target)\(date.isEmpty ? "" : ", until \(date)")")
            case .nameVanished:
                LocalizedText(
                    "commune disparue, \(target)\(since.french.isEmpty ? " aujourd'hui" : since.french)",
                    "vanished commune, \(target)\(since.english.isEmpty ? " today" : since.english)")
            case .nameBeginning: LocalizedText("forme courte du nom de \(target)", "short form of the name of \(target)")
            case .nameLoose: LocalizedText("nom de \(target), aux petits mots près", "name of \(target), but for small words")
            case .nameReordered: LocalizedText("mots du nom de \(target), dans un autre ordre", "words of the name of \(target), in another order")
            case .nameWithin: LocalizedText("contient le nom de \(target)", "holds the name of \(target)")
            case .nameFuzzy:
                LocalizedText(
                    "proche de \(target), \(count) faute\(count == 1 ? "" : "s")", "close to \(target), \(count) mistake\(count == 1 ? "" : "s")")
            case .namePhonetic: LocalizedText("se prononce comme \(target)", "sounds like \(target)")
            case .nameOtherCommune: LocalizedText("nom d'une autre commune, \(target)", "name of another commune, \(target)")
            case .nameElsewhere:
                place.isEmpty
                    ? LocalizedText("nom d'une commune d'une autre région", "name of a commune of another region")
                    : LocalizedText("commune d'une autre région, \(target)", "commune of another region, \(target)")
            case .nameNearElsewhere:
                LocalizedText("proche d'une commune d'une autre région, \(target)", "close to a commune of another region, \(target)")
            case .nameElsewhereToo:
                LocalizedText(
                    "nom porté aussi hors de la région (\(count) fois), ainsi \(target)",
                    "a name also found outside the region (\(count)), as \(target)")
            case .nameShared: LocalizedText("peut désigner \(count) communes", "may designate \(count) communes")
            case .nameUnknown: LocalizedText("nom inconnu des tables", "name unknown to the tables")
            case .nameDepartment: LocalizedText("nom d'un département, \(target)", "name of a department, \(target)")
            case .nameTerritory: LocalizedText("nom d'un territoire qui n'est pas une commune", "name of a territory that is no commune")
            case .nameAbroad: LocalizedText("lieu à l'étranger", "a place abroad")
            case .nameAbroadToo: LocalizedText("nomme aussi un lieu à l'étranger", "also names a place abroad")
            case .nameEmpty: LocalizedText("ne dit rien d'un lieu", "says nothing of a place")
            case .departmentAgrees: LocalizedText("confirme, \(target)", "agrees, \(target)")
            case .departmentDisagrees: LocalizedText("contredit le reste", "contradicts the rest")
            case .departmentElsewhere: LocalizedText("hors de la région", "outside the region")
            case .departmentUnknown: LocalizedText("département inconnu", "unknown department")
            case .positionInCommune: LocalizedText("dans \(place)", "in \(place)")
            case .positionNearby:
                LocalizedText("dans une commune voisine, \(target), à \(count) km", "in a neighbouring commune, \(target), \(count) km away")
            case .positionFarAway: LocalizedText("loin de là, dans \(target), à \(count) km", "far away, in \(target), \(count) km off")
            case .positionOutside: LocalizedText("hors de la région", "outside the region")
            case .positionSwapped: LocalizedText("longitude et latitude interverties, remises en ordre", "longitude and latitude swapped, put right")
            case .positionUnusable: LocalizedText("inutilisables", "unusable")
            case .positionOnly: LocalizedText("dans \(target)", "in \(target)")
            case .decidedCommune: LocalizedText("un relecteur a choisi \(target)", "a reviewer chose \(target)")
            case .decidedOutside: LocalizedText("un relecteur a placé cette entrée hors de la région", "a reviewer put this entry outside the region")
            case .decidedUnmatched: LocalizedText("un relecteur a jugé que ce n'est pas un lieu", "a reviewer judged that this is no place")
            case .decidedFilteredOut:
                LocalizedText(
                    "la décision pour \(target) sort des départements demandés", "the decision for \(target) lies outside the departments asked for")
            case .wording: LocalizedText("", "")
            }
        return text(language)
    }
}
