/// What must agree, and where it does not. A break names customers and sums, so those of each level have a table of their
/// own; how many there are, everybody may know.
let v0004Reconciliation = Migration(
  number: 4, name: "v0004_reconciliation",
  sql: """
    create schema recon;
    comment on schema recon is '对账：应当相等的两边，及差异';

    create table recon.outcome (
      reconciliation text not null,
      biz_date date not null,
      zh text not null,
      -- What it was worked out from: the definition and the live batches.
      inputs text not null,
      compared bigint not null,
      breaks bigint not null,
      reconciled_at timestamptz not null,
      primary key (reconciliation, biz_date)
    );
    \((1...4).map(breakTable).joined(separator: "\n"))
    """)

private func breakTable(_ level: Int) -> String {
  """
  create table recon.break_l\(level) (
    reconciliation text not null,
    biz_date date not null,
    key jsonb not null,
    left_sum numeric not null,
    right_sum numeric not null,
    -- The rows that were summed up: asset, file and line, the first twenty of each term.
    evidence jsonb not null
  );
  create index on recon.break_l\(level) (reconciliation, biz_date);
  """
}
