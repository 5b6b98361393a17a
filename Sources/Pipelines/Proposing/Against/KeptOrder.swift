/// Of columns with declared places, those that changed theirs: all beside the longest run that kept its order.
struct KeptOrder {
  private(set) var others: Set<Int> = []

  /// - Parameter places: by delivered column its declared place; nil: it is new.
  init(_ places: [Int?]) {
    let known = places.indices.filter { places[$0] != nil }
    let order = known.map { places[$0] ?? 0 }
    var length = Array(repeating: 1, count: known.count)
    var before = Array(repeating: -1, count: known.count)
    for index in order.indices {
      for earlier in 0..<index where order[earlier] < order[index] && length[earlier] + 1 > length[index] {
        (length[index], before[index]) = (length[earlier] + 1, earlier)
      }
    }
    others = Set(known)
    var at = length.indices.max { length[$0] < length[$1] } ?? -1
    while at >= 0 {
      others.remove(known[at])
      at = before[at]
    }
  }
}
