internal import GeoCore

/// Rows whose fields go out as they came in.
extension LineRows {
    /// The rows that have a zone, or all where those are wanted, with the columns that are wanted: bytes are copied to where they belong.
    ///
    /// - Parameter zones: of each row, -1 for none.
    func copies(_ zones: [Int32], _ worker: JoinWorker) -> [UInt8] {
        let sources = worker.columns.sources
        let keepsRows = worker.columns.keepsRows
        let points = sources.compactMap { if case .point(let index) = $0 { index } else { nil } }
        // As many bytes as the rows have at most, each time that a column of theirs is written, and the zones' with what separates them.
        let endings = worker.endings.longest * (keepsRows ? 1 : sources.count - points.count)
        let room = bytes.count * (keepsRows ? 1 : points.count) + rows.count * (endings + sources.count + 2)
        return [UInt8](unsafeUninitializedCapacity: room) { out, count in
            bytes.withUnsafeBufferPointer { bytes in
                worker.endings.withReader { endings in
                    // Where the fields begin, and one more.
                    withUnsafeTemporaryAllocation(of: Int.self, capacity: (points.max() ?? 0) + 2) { starts in
                        var sink = ByteCopier(out)
                        for row in rows.indices where zones[row] >= 0 || worker.keepsUnmatched {
                            let line = Int(rows[row].lowerBound)..<Int(rows[row].upperBound)
                            if keepsRows {
                                sink.append(UnsafeBufferPointer(rebasing: bytes[line]))
                                sink.append(endings.whole(zones[row]))
                                continue
                            }
                            findFields(of: line, in: bytes, starts)
                            for place in sources.indices {
                                if place > 0 { sink.append(delimiter) }
                                switch sources[place] {
                                case .point(let index): sink.append(UnsafeBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1] - 1]))
                                case .zoneName: sink.append(endings.name(zones[row]))
                                default: sink.append(endings.id(zones[row]))
                                }
                            }
                            sink.append(0x0D)
                            sink.append(0x0A)
                        }
                        count = sink.count
                    }
                }
            }
        }
    }

    private func findFields(of line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ starts: UnsafeMutableBufferPointer<Int>) {
        var place = line.lowerBound
        starts[0] = place
        for field in 1..<starts.count {
            while place < line.upperBound, bytes[place] != delimiter { place += 1 }
            place += 1
            starts[field] = place
        }
    }
}

/// Memory that is filled from its start.
private struct ByteCopier {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        memory[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(count + bytes.count <= memory.count, "there is no room for the row")
        if let source = bytes.baseAddress, let target = memory.baseAddress { (target + count).update(from: source, count: bytes.count) }
        count += bytes.count
    }
}
