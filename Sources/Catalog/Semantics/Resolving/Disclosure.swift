import Tabular

/// What a definition tells of values above a level. To be lowered it may tell on which side of some numbers that are
/// written down they are, and far enough apart: whether they are this or that number, name or date it may not tell.
struct Disclosure {
  struct Told {
    var location: SourceLocation
    var problem: String
    var hint: String
  }

  /// Of two numbers a value may be told to lie between, the larger is at least so many hundredths of the smaller.
  static let leastSpan = 150

  let level: Int
  let scope: any ExpressionScope

  init(above level: Int, in scope: any ExpressionScope) {
    self.level = level
    self.scope = scope
  }

  /// Nothing: it may be lowered.
  func told(by inputs: DerivedInputs) -> [Told] {
    var walk = DisclosureWalk(level: level, scope: scope)
    for input in inputs.inputs {
      walk.scope = input.scope ?? scope
      walk.location = input.location
      let isCarried = walk.carries(input.expression)
      switch input.use {
      case .test: break
      case .value:
        if isCarried {
          walk.tell(
            input.expression.place, "it holds \(walk.highest(input.expression)) and not only a band of it",
            "give bands whole numbers: if(x >= 1000000, 90, 60)")
        }
      case .bands(let edges):
        if isCarried { for edge in edges { walk.note(edge, of: input.expression, input.expression.place) } }
      }
    }
    walk.checkSpans()
    return walk.told
  }
}
