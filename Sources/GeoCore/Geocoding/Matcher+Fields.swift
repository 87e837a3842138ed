/// Reading of the fields other than the town's name.
extension Matcher {
    mutating func readDepartments(within departments: [DepartmentCode]) {
        for code in departments {
            if let number = index.departments.index(of: code) { filter.insert(number) }
        }
        guard let written = query.department, !written.isEmpty else { return }
        text.read(written)
        if let number = department(of: text) {
            givenDepartment = number
            let inRegion = index.departments.isInRegion[Int(number)]
            if filter.isEmpty {
                if inRegion { filter.insert(number) }
            } else {
                var own = DepartmentSet()
                own.insert(number)
                let both = filter.intersection(own)
                if both.isEmpty { isOutsideFilter = true } else { filter = both }
            }
            if !inRegion {
                notes.append(EvidenceNote(.department, .departmentElsewhere, written: written, place: index.departments.names[Int(number)]))
            }
        } else if !text.isEmpty, !text.saysNothing {
            notes.append(EvidenceNote(.department, .departmentUnknown, written: written))
        }
    }

    /// The department that a field names by code, by name or by both: `33`, `033`, `33.0`, `Gironde (33)`, `33 - Gironde`.
    func department(of text: FoldedText) -> UInt8? {
        let departments = index.departments
        var named: UInt8?
        var numbered: UInt8?
        var start = -1
        func name(_ range: Range<Int>) -> UInt8? {
            var range = range
            while range.count > 1,
                text.isDepartmentBody(range.lowerBound) || text.isParticle(range.lowerBound) && text.article(range.lowerBound) == nil
            {
                range = range.lowerBound + 1..<range.upperBound
            }
            let rest = text.leadingArticle(range).1
            guard let key = key(text, rest) else { return nil }
            return index.names.table.postings(of: key).first { $0.kind == .department }.map { UInt8($0.target) }
        }
        for position in 0..<text.words.count {
            if text.words[position].hasDigit {
                if start >= 0, named == nil { named = name(start..<position) }
                start = -1
                if numbered == nil {
                    if let number = text.number(position), number > 0 {
                        numbered = text.words[position].count == 5 ? departments.index(ofPostcode: number) : departments.index(ofNumber: number)
                    } else if text.word(position, is: "2a") {
                        numbered = departments.index(of: "2A")
                    } else if text.word(position, is: "2b") {
                        numbered = departments.index(of: "2B")
                    }
                }
            } else if start < 0 {
                start = position
            }
        }
        if start >= 0, named == nil { named = name(start..<text.words.count) }
        if let named, let numbered, named != numbered { return nil }
        return named ?? numbered
    }

    func key(_ text: FoldedText, _ range: Range<Int>) -> Int? {
        let slice = text.slice(range)
        return text.letters.withUnsafeBufferPointer { index.names.table.key(UnsafeBufferPointer(rebasing: $0[slice])) }
    }

    mutating func readPostcode() {
        guard let written = query.postcode, !written.isEmpty else { return }
        if let number = PostcodeTable.number(written) {
            postcode = evidence(ofPostcode: number)
        } else if let number = Self.mendedPostcode(written) {
            postcode = evidence(ofPostcode: number)
            isShortPostcode = number < 10_000
        } else {
            text.read(written)
            if text.isEmpty || text.saysNothing { return }
            // Several numbers are those of something else: `3,30E+04`, a date.
            if text.letters.count > 1, text.words.lazy.filter(\.hasDigit).count < 2, let department = department(of: text) {
                // The department's number or name in the postcode's column.
                hintedDepartment = department
                isHintedByPostcode = true
                return
            }
            postcode = .unreadable
        }
        writtenPostcode = postcode
        if case .unreadable = postcode { notes.append(EvidenceNote(.postcode, .postcodeUnreadable, written: written)) }
    }

    func evidence(ofPostcode number: Int) -> PostcodeEvidence {
        if !index.postcodes.communes(of: number).isEmpty { return .listed(number) }
        guard let department = index.departments.index(ofPostcode: number) else { return .unreadable }
        if !index.departments.isInRegion[Int(department)] || index.postcodes.servesElsewhere(number) { return .elsewhere(number, department) }
        return .unlisted(number, department)
    }

    /// `F-33000`, `33 000`, `33000.0`, `1400` (of the departments 01 to 09), `33000 BORDEAUX`.
    static func mendedPostcode(_ written: String) -> Int? {
        var value = 0
        var count = 0
        var bytes = Array(written.utf8.prefix(64))
        // .0 and ,0 behind a number are a spreadsheet's.
        if bytes.count > 2, bytes[bytes.count - 1] == 48, bytes[bytes.count - 2] == 46 || bytes[bytes.count - 2] == 44 { bytes.removeLast(2) }
        for byte in bytes {
            if byte.isDigit {
                if count == 5 { return nil }
                value = value * 10 + Int(byte - 48)
                count += 1
            } else if count > 0, count < 5, byte != 32, byte != 0xC2, byte != 0xA0, byte != 46, byte != 39 {
                return nil
            }
        }
        if count == 4 { return value >= 1000 ? value : nil }
        return count == 5 ? value : nil
    }

    mutating func readCode() {
        guard let written = query.communeCode, !written.isEmpty else { return }
        let read = CodeReading(written)
        guard let found = read.code else {
            text.read(written)
            if !text.isEmpty, !text.saysNothing {
                code = .unreadable
                notes.append(EvidenceNote(.code, .codeUnknown, written: written))
            }
            return
        }
        if read.isDamaged { notes.append(EvidenceNote(.code, read.lostZero ? .codeLostZero : .codeDamaged, written: written, code: found)) }
        if let commune = index.commune(found) {
            code = .current(Int32(commune))
        } else if let communes = index.formerCodes[found] {
            code = .former(communes)
        } else if let number = PostcodeTable.number(found), !index.postcodes.communes(of: number).isEmpty {
            code = .postcode(number)
            notes.append(EvidenceNote(.code, .codeIsPostcode, written: written))
            if case .none = postcode { postcode = .listed(number) }
        } else if let commune = CommuneCode(found), let department = index.departments.index(of: commune.departmentCode) {
            if index.departments.isInRegion[Int(department)] {
                code = .unknown(department)
                notes.append(EvidenceNote(.code, .codeUnknown, written: written))
            } else {
                code = .elsewhere(department)
                notes.append(
                    EvidenceNote(
                        .code, .codeElsewhere, written: written, place: index.departments.names[Int(department)],
                        code: commune.departmentCode.rawValue))
            }
        } else {
            code = .unreadable
            notes.append(EvidenceNote(.code, .codeUnknown, written: written))
        }
    }

    mutating func readPosition() {
        guard let given = query.position else { return }
        guard given.x.isFinite, given.y.isFinite, abs(given.x) <= 180, abs(given.y) <= 180, given.x != 0 || given.y != 0 else {
            position = .unusable
            notes.append(EvidenceNote(.coordinates, .positionUnusable))
            return
        }
        guard let join = index.join else { return }
        if let zone = try? join.zone(covering: given) {
            position = .inside(Int32(zone), given, isSwapped: false)
            return
        }
        let swapped = Position(given.y, given.x)
        if let zone = try? join.zone(covering: swapped) {
            position = .inside(Int32(zone), swapped, isSwapped: true)
            notes.append(EvidenceNote(.coordinates, .positionSwapped))
        } else {
            position = .outside(given)
        }
    }
}
