/// A grading scheme (分级方案): the names of its levels from 1 up. JR/T 0197-2020 is the one that grants go by.
package struct Scheme: Hashable, Sendable {
  package var id: String
  package var zh: String
  package var basis: String
  /// Level 1 first.
  package var levels: [String]

  package init(id: String, zh: String, basis: String, levels: [String]) {
    self.id = id
    self.zh = zh
    self.basis = basis
    self.levels = levels
  }
}

/// A leaf of the category tree (数据分类), such as `外部数据/公共事业`, and the lowest level its items may have.
package struct Category: Hashable, Sendable {
  package var path: String
  package var floor: Int
  package var meaning: String

  package init(path: String, floor: Int, meaning: String) {
    self.path = path
    self.floor = floor
    self.meaning = meaning
  }
}
