/// A name in SQL text, quoted so that whatever it holds stays a name: `ods.posting` is `"ods"."posting"`.
package struct Identifier: Hashable, Sendable, CustomStringConvertible {
  package var schema: String?
  package var name: String

  package init(_ name: String) {
    self.schema = nil
    self.name = name
  }

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// As it stands in SQL text.
  package var description: String {
    guard let schema else { return Identifier.quoted(name) }
    return Identifier.quoted(schema) + "." + Identifier.quoted(name)
  }

  /// A plain lower-case name stays as a person writes it; everything else, keywords included, gets quotes.
  package static func quoted(_ name: String) -> String {
    precondition(!name.utf8.contains(0), "a name with a NUL byte")
    let first = name.utf8.first ?? 0x30
    let isPlain =
      (first == 0x5F || 0x61...0x7A ~= first)
      && name.utf8.allSatisfy { $0 == 0x5F || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
      && !keywords.contains(name)
    if isPlain { return name }
    return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// The reserved words of PostgreSQL 15 (appendix C), and those that cannot name a column or a function.
  private static let keywords: Set<String> = Set(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast \
    char character check coalesce collate collation column concurrently constraint create cross current_catalog \
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default \
    deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant \
    greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join \
    lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not notnull \
    null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real \
    references returning right row select session_user setof similar smallint some substring symmetric table \
    tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic \
    verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse \
    xmlpi xmlroot xmlserialize xmltable
    """.split(separator: " ").map(String.init))
}

/// A text constant in SQL, for the statements that take no parameters (DDL, comments).
package struct Literal: Hashable, Sendable, CustomStringConvertible {
  package var text: String

  package init(_ text: String) { self.text = text }

  /// Standard quoting; a backslash needs the escape form, whatever `standard_conforming_strings` says.
  package var description: String {
    precondition(!text.utf8.contains(0), "a text with a NUL byte")
    let quoted = text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    guard quoted.utf8.contains(UInt8(ascii: "\\")) else { return "'" + quoted + "'" }
    return " E'" + quoted.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\") + "'"
  }
}
