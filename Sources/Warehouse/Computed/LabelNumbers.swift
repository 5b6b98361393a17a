import Postgres

/// A label, or one value of it, as the registry knows it.
package struct RegisteredLabel: Hashable, Sendable {
  package struct Key: Hashable, Sendable {
    package var label: String
    /// Empty where the label is true or not.
    package var value: String
    package init(_ label: String, _ value: String = "") {
      self.label = label
      self.value = value
    }
  }

  package var key: Key
  package var zh: String
  package var level: Int

  package init(_ key: Key, zh: String, level: Int) {
    self.key = key
    self.zh = zh
    self.level = level
  }
}

extension Database {
  /// The numbers of labels: those that are known keep theirs, others get one that nobody ever had, in the order in which
  /// a label's values are given. Names and levels become what is said here.
  ///
  /// - Parameter renaming: false: names stay, for what is said here is of the past.
  package func labelNumbers(
    for labels: [RegisteredLabel], renaming: Bool = true
  ) throws -> [RegisteredLabel.Key: Int32] {
    let doing = "number labels"
    let zh = renaming ? "n.zh" : "l.zh"
    let named =
      "unnest($1::text[], $2::text[], $3::text[], $4::integer[]) with ordinality n (label, value, zh, level, place)"
    let parameters = [
      SQLArray.text(labels.map(\.key.label)), SQLArray.text(labels.map(\.key.value)), SQLArray.text(labels.map(\.zh)),
      SQLArray.text(labels.map { String($0.level) }),
    ]
    return try connection.transaction(doing: doing) {
      // Not by `on conflict`, which would use up a number for each label that is known.
      try connection.query(
        """
        insert into lab.label (label, value, zh, level)
        select n.label, n.value, n.zh, n.level from \(named)
        where not exists (select from lab.label l where l.label = n.label and l.value = n.value)
        order by n.label, n.place
        """, parameters, doing: doing)
      try connection.query(
        """
        update lab.label l set zh = \(zh), level = n.level from \(named)
        where l.label = n.label and l.value = n.value and (l.zh, l.level) is distinct from (\(zh), n.level)
        """, parameters, doing: doing)
      let rows = try connection.query(
        """
        select l.label, l.value, l.label_no from lab.label l
        join \(named) on l.label = n.label and l.value = n.value
        """, parameters, doing: doing)
      return rows.reduce(into: [:]) { numbers, row in
        numbers[RegisteredLabel.Key(row[0] ?? "", row[1] ?? "")] = row[2].flatMap { Int32($0) }
      }
    }
  }
}
