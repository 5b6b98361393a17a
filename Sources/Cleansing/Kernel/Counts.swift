/// What a cleanser counts, in a form that is cheap to add to.
struct Counts {
  enum Term: UInt8 { case loaded, rejected, filtered }

  /// The sums of one currency.
  private struct Currency {
    var head: UInt64
    var code: [UInt8]
    /// By term; 128 bits, so that no file is long enough to overflow them.
    var loaded: Int128 = 0
    var rejected: Int128 = 0
    var filtered: Int128 = 0
    var isSeen: (Bool, Bool, Bool) = (false, false, false)
  }

  private var loaded = 0
  private var rejected = 0
  private var filtered = 0
  /// Rejected rows whose amount is no term of any sum.
  var unreadable = 0
  private var currencies: [Currency] = []
  /// The place of the currency added to last.
  private(set) var lastCurrency = -1
  /// Its code, where that is eight bytes at most.
  private var lastHead: UInt64 = 0
  private var lastLength = -1
  var normalized: [Int]
  var rejections: [Tally.Reason: Int] = [:]

  init(items: Int) { normalized = Array(repeating: 0, count: items) }

  @inline(always) mutating func add(row term: Term) {
    switch term {
    case .loaded: loaded += 1
    case .rejected: rejected += 1
    case .filtered: filtered += 1
    }
  }

  @inline(always) mutating func add(_ units: Int64, of currency: Piece, to term: Term) {
    let head = currency.head
    if lastCurrency >= 0, currency.count == lastLength, head == lastHead {
      add(units, lastCurrency, term)
      return
    }
    // A feed has a handful of currencies, and the commonest tends to come first.
    for index in currencies.indices
    where currencies[index].head == head && currencies[index].code.count == currency.count {
      if currency.count > 8, !currency.elementsEqual(currencies[index].code) { continue }
      note(index)
      add(units, index, term)
      return
    }
    currencies.append(Currency(head: head, code: currency.bytes))
    note(currencies.count - 1)
    add(units, currencies.count - 1, term)
  }

  private mutating func note(_ index: Int) {
    lastCurrency = index
    lastHead = currencies[index].head
    lastLength = currencies[index].code.count <= 8 ? currencies[index].code.count : -1
  }

  func code(_ index: Int) -> String { String(decoding: currencies[index].code, as: UTF8.self) }

  @inline(always) private mutating func add(_ units: Int64, _ index: Int, _ term: Term) {
    switch term {
    case .loaded:
      currencies[index].loaded += Int128(units)
      currencies[index].isSeen.0 = true
    case .rejected:
      currencies[index].rejected += Int128(units)
      currencies[index].isSeen.1 = true
    case .filtered:
      currencies[index].filtered += Int128(units)
      currencies[index].isSeen.2 = true
    }
  }

  func tally(scale: Int) -> Tally {
    var tally = Tally(
      loaded: Tally.Term(rows: loaded), rejected: Tally.Term(rows: rejected), filtered: Tally.Term(rows: filtered),
      unreadable: unreadable, normalized: normalized, rejections: rejections, scale: scale)
    for currency in currencies {
      let code = String(decoding: currency.code, as: UTF8.self)
      if currency.isSeen.0 { tally.loaded.sums[code] = currency.loaded }
      if currency.isSeen.1 { tally.rejected.sums[code] = currency.rejected }
      if currency.isSeen.2 { tally.filtered.sums[code] = currency.filtered }
    }
    return tally
  }
}
