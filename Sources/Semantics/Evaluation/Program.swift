package import Catalog
package import Tabular

/// An expression ready to run over columns, many rows at a time.
///
/// Booleans are 0 and 1, decimals units at their type's scale, dates days, timestamps microseconds, texts ids of the pool. A
/// result that does not fit into 64 bits is unknown.
package struct Program {
  private let root: Node

  /// `D`, by that name, is the business date; every other name has a slot among the columns.
  package init(_ expression: Expression, slot: (String) -> Int, texts: TextPool, date: BusinessDate) {
    root = withoutActuallyEscaping(slot) { Compile(slot: $0, texts: texts, date: date).node(expression) }
  }

  package func run(_ columns: [Vector], count: Int) -> Vector { root.run(columns, count).vector(count) }
}
