import Catalog

/// One step of a program, with the scales of what it reads at hand. Nothing in it depends on a row.
indirect enum Node {
  case constant(Int64?)
  case column(Int)
  case not(Node)
  case and(Node, Node)
  case or(Node, Node)
  /// Of values of one scale.
  case compare(Comparison, Node, Node)
  /// Of numbers of different scales.
  case compareScaled(Comparison, Node, Int, Node, Int)
  case negative(Node)
  case rescale(Node, from: Int, to: Int)
  case plus(Node, Int, Node, Int, to: Int)
  case minus(Node, Int, Node, Int, to: Int)
  case times(Node, Node, scale: Int, to: Int)
  case over(Node, Int, Node, Int, to: Int)
  case members(Node, Members)
  case isNull(Node)
  case abs(Node)
  case least(Node, Node)
  case greatest(Node, Node)
  case coalesce(Node, Node)
  case choose(Node, Node, Node)
  case day(Node)
  case hours(Node, Node)
  case hour(Node)
  case weekday(Node)
  case year(Node)
  case prefix(Node, Node, Prefixes)

  enum Comparison {
    case equal, unequal, less, lessOrEqual, greater, greaterOrEqual

    init?(_ form: Operator) {
      switch form {
      case .equal: self = .equal
      case .unequal: self = .unequal
      case .less: self = .less
      case .lessOrEqual: self = .lessOrEqual
      case .greater: self = .greater
      case .greaterOrEqual: self = .greaterOrEqual
      default: return nil
      }
    }

    /// Whether it holds of the sign of a difference.
    func holds(_ order: Int64) -> Bool {
      switch self {
      case .equal: order == 0
      case .unequal: order != 0
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
  }

  var isConstant: Bool {
    if case .constant = self { true } else { false }
  }
}
