/// Which actors are counted. Within one dimension any of the values is enough; dimensions add up.
public struct ActorFilter: Sendable, Hashable {
    /// Which day an actor must be active on.
    public enum Activity: Sendable, Hashable {
        /// The data's own date, kept in the file; all actors where the file has none.
        case dataDate
        case day(CalendarDate)
        /// Whatever the dates.
        case any
    }

    public var kinds: Set<ActorKind>
    /// Codes of the codelist `themes`.
    public var themes: Set<String>
    public var sdgs: Set<Int>
    /// ISO 3166-1 alpha-2.
    public var countries: Set<String>
    public var activity: Activity

    public init(
        kinds: Set<ActorKind> = [], themes: Set<String> = [], sdgs: Set<Int> = [], countries: Set<String> = [], activity: Activity = .dataDate
    ) {
        self.kinds = kinds
        self.themes = themes
        self.sdgs = sdgs
        self.countries = countries
        self.activity = activity
    }

    /// The day that counts for a list dated `dataDate`; `nil` when dates do not matter.
    public func day(dataDate: CalendarDate?) -> CalendarDate? {
        switch activity {
        case .dataDate: dataDate
        case .day(let day): day
        case .any: nil
        }
    }

    /// The actor is counted.
    public func accepts(_ actor: TerritorialActor, dataDate: CalendarDate?) -> Bool {
        if !kinds.isEmpty && !kinds.contains(actor.kind) { return false }
        if !themes.isEmpty && !actor.themes.contains(where: themes.contains) { return false }
        if !sdgs.isEmpty && !actor.sdgs.contains(where: sdgs.contains) { return false }
        if !countries.isEmpty && !actor.countries.contains(where: countries.contains) { return false }
        if let day = day(dataDate: dataDate), !actor.isActive(on: day) { return false }
        return true
    }
}
