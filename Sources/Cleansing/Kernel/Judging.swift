import Tabular

extension Cleanser {
  enum Verdict { case row, filtered, rejected }

  /// Makes every item canonical, in order, up to the first that cannot be; counts what became of the record.
  mutating func judge(_ record: borrowing Record, _ window: Piece) -> Verdict {
    scratch.reset()
    blame = -1
    if record.fault != nil {
      counts.add(row: .rejected)
      if program.balance.exists { counts.unreadable += 1 }
      return .rejected
    }
    let fields = record.fields.span
    for index in 0..<program.itemCount { values[index].state = .pending }
    let isChangeKnown = program.change.field < 0 || readChange(fields, window)
    var isNormalized = false
    if isChangeKnown {
      for index in 0..<program.itemCount {
        if values[index].state == .pending { evaluate(index, fields, window) }
        if values[index].state == .failed {
          blame = index
          break
        }
        isNormalized = isNormalized || values[index].isNormalized
      }
    }
    if blame < 0, isChangeKnown, program.demandCount > 0 { checkDemands() }
    if blame >= 0 || !isChangeKnown {
      countRejected(fields, window)
      return .rejected
    }
    if isFiltered() {
      counts.add(row: .filtered)
      addBalance(to: .filtered)
      return .filtered
    }
    if isNormalized {
      for index in 0..<program.itemCount where values[index].isNormalized { counts.normalized[index] += 1 }
    }
    if program.checks.count > program.demandCount { countAdvice(line: record.line) }
    counts.add(row: .loaded)
    if program.newest >= 0, values[Int(program.newest)].state == .present {
      newest = max(newest, values[Int(program.newest)].number)
    }
    addBalance(to: .loaded)
    if hashesKeys { keyHash = hashKey() }
    return .row
  }

  private mutating func readChange(_ fields: borrowing Span<Range<Int>>, _ window: Piece) -> Bool {
    let word = Blanks.trimmed(window.part(fields[Int(program.change.field)]))
    let slot = program.lookups.find(word, in: program.change.words)
    if slot >= 0 { change = program.lookups.tag(slot) }
    return slot >= 0
  }

  /// The amount of a rejected record still belongs into the equation, wherever it and its currency can be read.
  private mutating func countRejected(_ fields: borrowing Span<Range<Int>>, _ window: Piece) {
    counts.add(row: .rejected)
    guard program.balance.exists else { return }
    for index in [program.balance.item, program.balance.currency] where index >= 0 {
      if values[Int(index)].state == .pending { evaluate(Int(index), fields, window) }
    }
    if isAmountReadable { addBalance(to: .rejected) } else { counts.unreadable += 1 }
  }

  private var isAmountReadable: Bool {
    let amount = values[Int(program.balance.item)]
    guard amount.isReadable || amount.state == .null else { return false }
    return program.balance.currency < 0 || values[Int(program.balance.currency)].state == .present
  }

  @inline(always) private mutating func addBalance(to term: Counts.Term) {
    guard program.balance.exists else { return }
    let part = balancePart
    counts.add(part.units, of: part.currency, to: term)
  }

  /// What the record adds to a sum, where there is a balance item.
  @inline(always) var balancePart: (currency: Piece, units: Int64) {
    let balance = program.balance
    let amount = values[Int(balance.item)]
    let units = amount.state == .null ? 0 : amount.number
    if balance.currency < 0 {
      return (program.lookups.bytes.piece(Int(balance.constantStart), Int(balance.constantCount)), units)
    }
    let currency = values[Int(balance.currency)]
    return (currency.state == .present ? currency.piece : .empty, units)
  }

  @inline(always) private mutating func isFiltered() -> Bool {
    for index in 0..<program.filters.count {
      let item = Int(program.filters[index].item)
      guard values[item].state == .present else { continue }
      if program.lookups.find(values[item].piece, in: program.filters[index].codes) >= 0 { return true }
    }
    return false
  }

  /// Why the record that was just judged was refused.
  mutating func rejection(of record: borrowing Record) -> Rejection {
    let rejection: Rejection
    if let fault = record.fault {
      rejection = Rejection(item: nil, column: fault.column, rule: fault.rule)
    } else if blame < 0 {
      rejection = Rejection(item: nil, column: Int(program.change.field) + 1, rule: Failure.codeTable.name)
    } else {
      let value = values[blame]
      rejection = Rejection(
        item: program.names[blame], column: Int(program.steps[blame].field) + 1, rule: value.failure.name)
    }
    counts.rejections[Tally.Reason(item: rejection.item, rule: rejection.rule), default: 0] += 1
    return rejection
  }
}
