import Catalog
import Tabular

/// Turns items and their sources into steps, and gathers the tables the steps point into.
struct StepCompiler {
  let asset: Asset
  let businessDate: BusinessDate
  let tokenKey: TokenKey
  var steps: [Step] = []
  var shapes: [Shape] = []
  var prefixes: [SipHash] = []
  var lookups = LookupBuilder()
  private var schemes: [String: Int32] = [:]

  init(asset: Asset, businessDate: BusinessDate, tokenKey: TokenKey) {
    self.asset = asset
    self.businessDate = businessDate
    self.tokenKey = tokenKey
  }

  mutating func add(_ item: Item, _ source: ItemSource) {
    var step = Step()
    step.isRequired = item.empty == nil
    setType(item.type, &step)
    let options = setOrigin(source, &step)
    step.decimalMark = options.decimalMark.asciiValue ?? UInt8(ascii: ".")
    if !options.map.isEmpty {
      step.map = lookups.table(options.map.sorted { $0.key < $1.key }.map { ($0.key, $0.value, 0) })
    }
    setMeaning(
      &step, normalizers: item.normalizers, format: item.format, rule: item.rule,
      patterns: options.patterns + item.patterns, minimum: item.minimum, maximum: item.maximum)
    // A code that is only a part of the value, or is looked up as of another day, has a check of its own.
    if let codes = item.codes, item.codePrefix == nil {
      step.codes = table(of: codes, everyPeriod: item.codesDay != .businessDate)
    }
    step.scheme = scheme(item.choice == nil ? item.identifies : nil)
    precondition(
      step.origin != .signed && step.origin != .split || step.kind == .decimal || step.kind == .integer,
      "only a number has sides")
    step.way = step.shortWay
    step.isDirect = step.origin == .field && item.choice == nil
    steps.append(step)
  }

  /// The steps a choice leads to: the item's own, but for what the chosen standard says.
  ///
  /// - Returns: Each of those steps and its standard.
  mutating func addChoices(of item: Item, at index: Int) -> [(step: Int, standard: Standard)] {
    guard let choice = item.choice else { return [] }
    guard let chooser = asset.items.firstIndex(where: { $0.id == choice.by && $0.choice == nil }) else {
      preconditionFailure("a choice is made by an item of the asset that depends on no other")
    }
    var keys: [(key: String, canonical: String, tag: Int32)] = []
    var chosen: [(step: Int, standard: Standard)] = []
    for (code, standard) in choice.standards.sorted(by: { $0.key < $1.key }) {
      var step = steps[index]
      setMeaning(
        &step, normalizers: standard.normalizers, format: standard.format, rule: standard.rule,
        patterns: standard.patterns, minimum: standard.minimum, maximum: standard.maximum)
      step.scheme = scheme(standard.identifies ?? item.identifies)
      step.way = step.shortWay
      keys.append((code, code, Int32(steps.count)))
      chosen.append((steps.count, standard))
      steps.append(step)
    }
    steps[index].chooser = Int32(chooser)
    steps[index].choices = lookups.table(keys)
    return chosen
  }

  private func setType(_ type: ColumnType, _ step: inout Step) {
    switch type {
    case .text(let length):
      step.kind = .text
      step.limit = Int32(clamping: length)
    case .integer: step.kind = .integer
    case .decimal(let precision, let scale):
      step.kind = .decimal
      step.scale = Int32(scale)
      // 10^18 is the last power an Int64 holds; beyond it the Int64 itself is the bound.
      if precision <= 18 { step.ceiling = (0..<precision).reduce(1) { power, _ in power * 10 } }
    case .date: step.kind = .date
    case .timestamp: step.kind = .timestamp
    case .boolean: step.kind = .boolean
    }
  }

  private mutating func setOrigin(_ source: ItemSource, _ step: inout Step) -> FieldOptions {
    switch source {
    case .field(let index, let options):
      step.origin = .field
      step.field = Int32(index)
      return options
    case .signed(let amount, let sign, let negative, let positive, let options):
      step.origin = .signed
      step.field = Int32(amount)
      step.other = Int32(sign)
      step.signs = lookups.table(
        negative.sorted().map { ($0, $0, 1) } + positive.sorted().map { ($0, $0, 0) })
      step.otherSignsArePositive = positive.isEmpty
      return options
    case .split(let positive, let negative, let options):
      step.origin = .split
      step.field = Int32(positive)
      step.other = Int32(negative)
      return options
    case .constant(let text):
      step.origin = .constant
      (step.constantStart, step.constantCount) = lookups.keep(text)
      return FieldOptions()
    case .absent:
      step.origin = .absent
      return FieldOptions()
    }
  }

  private mutating func setMeaning(
    _ step: inout Step, normalizers: [Normalizer], format: Format?, rule: Rule?, patterns: [TimePattern],
    minimum: Amount?, maximum: Amount?
  ) {
    step.careful = ByteClass.guarded
    step.normalizers = .max
    for normalizer in normalizers.prefix(15).reversed() {
      step.normalizers = step.normalizers << 4 | UInt64(Normalizer.order.firstIndex(of: normalizer)!)
      switch normalizer {
      case .trim, .halfWidth: step.careful |= ByteClass.wide
      case .upper: step.careful |= ByteClass.lower
      case .dropSeparators: step.careful |= ByteClass.separator
      case .thousands: step.careful |= ByteClass.groupMark
      case .nameDot: step.careful |= ByteClass.dot
      case .countryCode, .citizenID15: break
      }
    }
    step.isTrimmed = normalizers.contains(.trim)
    step.mayHaveCountryCode = normalizers.contains(.countryCode)
    step.mayHaveFifteen = normalizers.contains(.citizenID15)
    if let format {
      step.hasFormat = true
      step.shortest = Int32(clamping: format.length.lowerBound)
      step.longest = Int32(clamping: format.length.upperBound)
      step.alphabet =
        switch format.alphabet {
        case .digits: ByteClass.notDigit
        case .letters: ByteClass.notLetter
        case .alphanumerics: ByteClass.notAlphanumeric
        case .chars: 0
        }
      step.careful |= step.alphabet | ByteClass.notASCII
    }
    step.rule = RuleForm(rule)
    step.isOrganisation = rule == .uscc
    setShapes(patterns, &step)
    step.minimum = minimum.map { StepCompiler.bound($0, scale: Int(step.scale), rounding: .up) } ?? .min
    step.maximum = maximum.map { StepCompiler.bound($0, scale: Int(step.scale), rounding: .down) } ?? .max
  }

  private mutating func setShapes(_ patterns: [TimePattern], _ step: inout Step) {
    var patterns = patterns
    if patterns.isEmpty, step.kind == .date { patterns = [.dashed] }
    if patterns.isEmpty, step.kind == .timestamp { patterns = [.dashedSeconds] }
    var seen: Set<TimePattern> = []
    patterns = patterns.filter { seen.insert($0).inserted }
    step.shapes = Int32(shapes.count)
    step.shapeCount = Int32(patterns.count)
    shapes.append(contentsOf: patterns.map(Shape.init))
  }

  /// Codes valid on the business date, or at any time, and the other spellings of those.
  private mutating func table(of codes: CodeTable, everyPeriod: Bool) -> LookupTable {
    let valid = codes.values.filter { everyPeriod || $0.isValid(on: businessDate) }.map(\.code)
    let aliases = codes.also.sorted { $0.key < $1.key }.filter { valid.contains($0.value) }
    return lookups.table(valid.map { ($0, $0, 0) } + aliases.map { ($0.key, $0.value, 0) })
  }

  private mutating func scheme(_ name: String?) -> Int32 {
    guard let name else { return -1 }
    if let known = schemes[name] { return known }
    var state = tokenKey.start
    unsafe (Array(name.utf8) + [0x1f]).withUnsafeBufferPointer { unsafe state.take(Piece($0)) }
    prefixes.append(state)
    let index = Int32(prefixes.count - 1)
    schemes[name] = index
    return index
  }

  /// An amount of the catalog in units of 10^-scale, as near as an Int64 can say it.
  static func bound(_ amount: Amount, scale: Int, rounding: FloatingPointRoundingRule) -> Int64 {
    var units = amount.units
    for _ in 0..<max(0, scale - amount.scale) {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      if overflow { return units < 0 ? .min : .max }
      units = product
    }
    for _ in 0..<max(0, amount.scale - scale) {
      let (quotient, remainder) = units.quotientAndRemainder(dividingBy: 10)
      let step: Int128 = rounding == .up ? (remainder > 0 ? 1 : 0) : (remainder < 0 ? -1 : 0)
      units = quotient + step
    }
    return Int64(clamping: units)
  }
}
