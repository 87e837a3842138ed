import GeoCore
import TestSupport
import Testing

/// What holds for all rows, on the real reference.
@Suite struct GeocodingPropertyTests {
    private func rows(_ count: Int, seed: UInt64) throws -> [(commune: Territory, postcode: String, query: PlaceQuery)] {
        let geocoder = try #require(GeocodingReference.geocoder)
        let reference = geocoder.reference
        let postcodes = Dictionary(reference.gazetteer.postcodes.map { ($0.communeCode.rawValue, $0.postcode) }, uniquingKeysWith: { a, _ in a })
        var noise = GeocodingNoise(seed: seed)
        return (0..<count).map { _ in
            let commune = reference.communes[Int.random(in: 0..<reference.communes.count, using: &noise.generator)]
            return (commune, postcodes[commune.code] ?? "", PlaceQuery(city: noise.name(commune.name)))
        }
    }

    @Test("A row alone gets the answer it gets in a batch")
    func singleIsBatch() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let queries = try rows(1500, seed: 1).map(\.query)
        let batch = geocoder.matches(queries)
        for (query, match) in zip(queries, batch) { #expect(geocoder.match(query) == match) }
        #expect(geocoder.matches(queries.reversed()) == batch.reversed())
    }

    @Test("True evidence added to a right answer never makes it wrong")
    func trueEvidence() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        for row in try rows(3000, seed: 2) {
            guard geocoder.match(row.query).communeCode?.rawValue == row.commune.code else { continue }
            var queries = [row.query, row.query, row.query, row.query]
            queries[0].postcode = row.postcode
            queries[1].department = row.commune.departmentCode?.rawValue
            queries[2].communeCode = row.commune.code
            queries[3].addressLines = ["12 rue de la Mairie", "\(row.postcode) \(row.commune.name)"]
            for query in queries {
                let match = geocoder.match(query)
                #expect(match.communeCode?.rawValue == row.commune.code, "\(row.query.city ?? "") \(match.explanation)")
            }
        }
    }

    @Test("More true evidence never lowers the share of right answers")
    func moreEvidenceIsBetter() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        let rows = try rows(3000, seed: 3)
        func right(_ change: (inout PlaceQuery, Territory, String) -> Void) -> Int {
            rows.reduce(0) { sum, row in
                var query = row.query
                change(&query, row.commune, row.postcode)
                return sum + (geocoder.match(query).communeCode?.rawValue == row.commune.code ? 1 : 0)
            }
        }
        let name = right { _, _, _ in }
        let department = right { query, commune, _ in query.department = commune.departmentCode?.rawValue }
        let postcode = right { query, _, postcode in query.postcode = postcode }
        let code = right { query, commune, _ in query.communeCode = commune.code }
        #expect(name < department)
        #expect(department <= postcode)
        #expect(postcode <= code)
        // A slip that makes the name of another commune is a conflict with the code, not an answer.
        #expect(Double(code) > 0.99 * Double(rows.count))
    }

    @Test("Every commune is found by its own name and department, code, and postcode and name")
    func everyCommune() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        for commune in geocoder.reference.communes {
            let match = geocoder.match(PlaceQuery(communeCode: commune.code, city: commune.name))
            #expect(match.communeCode?.rawValue == commune.code)
            #expect(match.status == .exact)
        }
        let wrong = geocoder.reference.communes.filter {
            let match = geocoder.match(PlaceQuery(city: $0.name, department: $0.departmentCode?.rawValue))
            return match.communeCode.map { code in code.rawValue } != $0.code && match.status.isPlaced
        }
        #expect(wrong.isEmpty, "\(wrong.map(\.name))")
    }

    @Test("Town and postcode mean the same in one field, in two, in either order and in each other's column")
    func fieldOrder() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        for row in try rows(1500, seed: 5) {
            let name = row.commune.name
            let post = row.postcode
            // In the postcode's column the name of a department is the department.
            if geocoder.reference.departments.contains(where: { $0.name == name }) || name == "La Réunion" { continue }
            let apart = geocoder.match(PlaceQuery(postcode: post, city: name))
            let together = [
                PlaceQuery(postcode: name, city: post), PlaceQuery(city: "\(post) \(name)"), PlaceQuery(city: "\(name) \(post)"),
                PlaceQuery(city: "\(name) (\(post))"), PlaceQuery(freeText: "\(post) \(name)"), PlaceQuery(freeText: "\(name), \(post)"),
                PlaceQuery(addressLines: ["\(post) \(name)"]), PlaceQuery(city: "\(post)\(name)"),
            ]
            for query in together {
                let match = geocoder.match(query)
                #expect(match.communeCode == apart.communeCode, "\(query.city ?? query.freeText ?? "") \(match.explanation)")
                #expect(match.status == apart.status)
            }
        }
    }

    @Test("The answer does not depend on the case, the accents or the hyphens")
    func spellingOfOneName() throws {
        let geocoder = try #require(GeocodingReference.geocoder)
        for row in try rows(500, seed: 4) {
            let name = row.commune.name
            let plain = geocoder.match(PlaceQuery(city: name))
            for other in [name.uppercased(), name.lowercased(), name.replacing("-", with: " "), SearchKeyless.withoutAccents(name), " \(name) "] {
                let match = geocoder.match(PlaceQuery(city: other))
                #expect(match.communeCode == plain.communeCode)
                #expect(match.status == plain.status)
                #expect(match.score == plain.score)
            }
        }
    }
}
