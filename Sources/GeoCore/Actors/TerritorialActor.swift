/// Whether a row of the list is the head office of an organisation or one of its branches.
public enum SiteKind: String, Sendable, Hashable {
    case siege
    case antenne
}

/// Contact details that never leave the store except by an explicit private export.
public struct PrivateContact: Sendable, Hashable {
    public var email: String?
    public var telephone: String?
    public var person: String?
    public var notes: String?

    public init(email: String? = nil, telephone: String? = nil, person: String? = nil, notes: String? = nil) {
        self.email = email
        self.telephone = telephone
        self.person = person
        self.notes = notes
    }
}

/// One row of the observatory's list: a site of an actor of international cooperation.
public struct TerritorialActor: Sendable, Hashable {
    public var id: String
    public var name: String
    public var kind: ActorKind
    /// Codes of the codelist `themes`, in the order of the row.
    public var themes: [String]
    /// 1…17.
    public var sdgs: [Int]
    /// ISO 3166-1 alpha-2 of partner countries.
    public var countries: [String]
    public var siren: SIREN?
    public var site: SiteKind?
    public var place: PlaceQuery
    public var start: CalendarDate?
    public var end: CalendarDate?
    /// Appears in the public directory.
    public var isPublished: Bool
    /// Its own address may be shown; else its public position is its commune's reference point.
    public var isAddressPublic: Bool
    public var contact: PrivateContact

    public init(
        id: String, name: String, kind: ActorKind, themes: [String] = [], sdgs: [Int] = [], countries: [String] = [],
        siren: SIREN? = nil, site: SiteKind? = nil, place: PlaceQuery = PlaceQuery(), start: CalendarDate? = nil,
        end: CalendarDate? = nil, isPublished: Bool = false, isAddressPublic: Bool = false, contact: PrivateContact = PrivateContact()
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.themes = themes
        self.sdgs = sdgs
        self.countries = countries
        self.siren = siren
        self.site = site
        self.place = place
        self.start = start
        self.end = end
        self.isPublished = isPublished
        self.isAddressPublic = isAddressPublic
        self.contact = contact
    }

    /// Active on `day`: begun by then (or no known start) and not ended before it.
    public func isActive(on day: CalendarDate) -> Bool {
        if let start, start > day { return false }
        if let end, end < day { return false }
        return true
    }
}

/// An actor and the place found for it.
public struct LocatedActor: Sendable, Hashable {
    public var actor: TerritorialActor
    public var match: GeocodingMatch

    public init(actor: TerritorialActor, match: GeocodingMatch) {
        self.actor = actor
        self.match = match
    }
}
