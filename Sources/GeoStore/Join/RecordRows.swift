internal import GeoCore

/// The rows of a run of records: quoted fields, rows of another width, workbooks.
struct RecordRows: PointRows {
    let records: [DelimitedRecord]
    let width: Int
    let place: PointColumns?

    func positions(_ summary: inout JoinSummary) -> [Position] {
        var positions: [Position] = []
        positions.reserveCapacity(records.count)
        for record in records {
            var position = Position(.nan, .nan)
            if let place {
                let reading = record.bytes(at: place.x).withUnsafeBufferPointer { x in
                    record.bytes(at: place.y).withUnsafeBufferPointer { y in PointReading(x, y) }
                }
                switch reading {
                case .position(let found): position = found
                case .missing: summary.withoutCoordinates += 1
                case .invalid(let text):
                    summary.invalid += 1
                    summary.remark(record.line, text)
                }
            }
            positions.append(position)
            if fieldCount(record) != width {
                summary.ragged += 1
                summary.remark(record.line, "\(record.count) fields where the header has \(width)")
            }
        }
        return positions
    }

    /// Without the empty fields that stand behind those of the header.
    private func fieldCount(_ record: DelimitedRecord) -> Int {
        var count = record.count
        while count > width, record.isEmpty(at: count - 1) { count -= 1 }
        return count
    }

    func write(_ row: Int, zone: Int32, meters: Double?, _ position: Position, _ worker: JoinWorker, to out: inout [UInt8]) {
        let record = records[row]
        if worker.format == .csv, worker.columns.keepsRows {
            for index in 0..<max(fieldCount(record), width) {
                if index > 0 { out.append(worker.delimiter) }
                record.bytes(at: index).withUnsafeBufferPointer { DelimitedField.append($0, worker.delimiter, to: &out) }
            }
            worker.appendZone(zone, meters, to: &out)
        } else {
            worker.write(zone, meters, position, to: &out) { record.bytes(at: $0) }
        }
    }
}
