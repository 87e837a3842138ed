/// What a snapshot's answers are looked up in, each built once, by the first question that needs it.
final class SnapshotIndices: Sendable {
    let actors: LazyPart<ActorIndex>
    let ground: LazyPart<DistanceGround?>
    let columns: LazyPart<ReferenceColumns>
    /// `nil` where the reference has no zones of one's own.
    let zonedActors: LazyPart<ZonedActors?>
    let contiguities: [TerritoryLevel: LazyPart<Contiguity?>]
    /// In the order of their list.
    let publishedProjects: LazyPart<[PublishedProject]>

    init(_ list: ActorList, _ projects: ProjectList?, _ reference: ReferenceGeography) {
        publishedProjects = LazyPart { PublishedProject.all(projects, list, reference) }
        let actors = LazyPart { ActorIndex(list.actors, reference: reference) }
        self.actors = actors
        ground = LazyPart { DistanceGround(actors(), reference: reference) }
        zonedActors = LazyPart {
            reference.zoning.map { ZonedActors(list.actors, $0, reference: reference) }
        }
        columns = LazyPart { ReferenceColumns(reference) }
        contiguities = Dictionary(
            uniqueKeysWithValues: TerritoryLevel.allCases.map { level in
                (level, LazyPart { reference.boundaries(at: level).map { Contiguity($0) } })
            })
    }
}
