extension ValueReading.Result {
  /// One amount of its two sides, of which one is empty or zero, and neither has a sign of its own.
  static func joined(_ positive: Self, _ negative: Self) -> Self {
    var sides: [String] = []
    var isRespelled = false
    for side in [positive, negative] {
      guard case .taken(let value, let other) = side else { return side }
      if value.hasPrefix("-") { return .refused(rule: "number") }
      sides.append(value)
      isRespelled = isRespelled || other
    }
    let isNothing = { (value: String) in value.allSatisfy { "0.".contains($0) } }
    switch (sides[0], sides[1]) {
    case ("", ""): return .refused(rule: "required")
    case (let amount, ""): return .taken(amount, isRespelled: isRespelled)
    case ("", let amount): return .taken(isNothing(amount) ? amount : "-" + amount, isRespelled: isRespelled)
    case (let amount, let other) where isNothing(other): return .taken(amount, isRespelled: isRespelled)
    case (let other, let amount) where isNothing(other): return .taken("-" + amount, isRespelled: isRespelled)
    default: return .refused(rule: "number")
    }
  }
}
