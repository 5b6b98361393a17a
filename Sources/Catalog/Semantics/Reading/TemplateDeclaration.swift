import Tabular

/// A template as its file says it: measures by filters by windows.
struct TemplateDeclaration {
  struct Measure {
    var id: Located<String>
    var zh: String
    var meaning: String
    var unit: String
    /// Nil where it cannot be understood, which is reported.
    var kind: Located<Aggregate.Kind>?
    var of: WrittenExpression?
    var filter: WrittenExpression?
  }

  struct Filter {
    var id: Located<String>
    var zh: String
    /// Nil of `all`.
    var test: WrittenExpression?
  }

  /// Some of the matrix; a nil list is all of it.
  struct Selection {
    var measures: [Located<String>]?
    var filters: [Located<String>]?
    var windows: [Located<String>]?
    var location: SourceLocation
  }

  enum Derivation: String, CaseIterable {
    case mom, yoy, share
  }

  struct Derived {
    var kind: Derivation
    var zh: String
    /// Of a share: the filter of the whole.
    var of: Located<String>?
    var selection: Selection
  }

  /// Without its indicators.
  var group: Declared<IndicatorGroup>
  var fact: Located<String>
  var population: WrittenExpression?
  var needsHistory: Bool
  var measures: [Measure]
  var filters: [Filter]
  var windows: [Located<Window>]
  /// Everything about it was understood: what is not among its indicators was not meant to be.
  var isSound = true
  var exclude: [Selection]
  var derive: [Derived]
}
