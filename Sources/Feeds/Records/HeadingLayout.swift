import Tabular

/// How the columns of a delivered heading lie to those a feed declares, where they are not simply the same.
struct HeadingLayout {
  /// By delivered column the declared one; nil: a known addition, which is skipped.
  let places: [Int?]

  /// Nil where the heading is none that the feed allows.
  init?(delivered: [String], declared: [String], drift: Drift) {
    guard Set(delivered).count == delivered.count else { return nil }
    let additions = Set(drift.additions)
    var places: [Int?] = []
    for name in delivered {
      let place = declared.firstIndex(of: name)
      guard place != nil || additions.contains(name) else { return nil }
      places.append(place)
    }
    let known = places.compactMap(\.self)
    guard known.count == declared.count, drift.order == .named || known == known.sorted() else { return nil }
    self.places = places
  }

  /// The character, from 1, at which the first name begins that is not the declared one.
  static func column(_ declared: [String], _ delivered: [String], delimiter: [UInt8], isQuoted: Bool) -> Int {
    let same = zip(declared, delivered).prefix { $0 == $1 }.count
    let mark = String(decoding: delimiter, as: UTF8.self).count + (isQuoted ? 2 : 0)
    return 1 + delivered.prefix(same).reduce(0) { $0 + $1.count + mark }
  }

  /// Brings the fields of a record from the delivered columns to the declared ones.
  func arrange(_ delivered: [Range<Int>], into declared: inout [Range<Int>]) {
    for (index, place) in places.enumerated() { if let place { declared[place] = delivered[index] } }
  }

  /// The declared column, from 1, of a delivered one; 0 where it is none.
  func declared(_ column: Int) -> Int {
    guard places.indices.contains(column - 1), let place = places[column - 1] else { return 0 }
    return place + 1
  }
}

extension RecordFault {
  /// The same fault, its column counted as the feed declares it.
  func arranged(by layout: HeadingLayout) -> RecordFault {
    switch self {
    case .encoding(let column): .encoding(column: layout.declared(column))
    case .quoting(let column): .quoting(column: layout.declared(column))
    case .json(let column): .json(column: layout.declared(column))
    case .fieldCount, .recordLength, .unknownField, .lineEnd, .tooLong, .drift: self
    }
  }
}

/// Records whose columns lie otherwise than the feed declares them.
extension DelimitedSplitter {
  /// The same step with as many fields as the heading has; afterwards those the feed declares, in its order.
  mutating func arranged(
    _ layout: HeadingLayout, in window: ByteView, from: Int, isLast: Bool, at place: Place,
    into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    swap(&record.fields, &otherFields)
    // Whatever comes of it, the record goes back with the fields it came with.
    let step: Step
    do throws(FeedError) {
      step = try self.step(in: window, from: from, isLast: isLast, at: place, into: &record, text: text)
    } catch {
      swap(&record.fields, &otherFields)
      throw error
    }
    swap(&record.fields, &otherFields)
    guard case .record = step else { return step }
    if let fault = record.fault {
      record.fail(fault.arranged(by: layout))
    } else {
      layout.arrange(otherFields, into: &record.fields)
    }
    return step
  }
}
