/// What is dropped says since when: what was known before can no longer be told from it.
let v0006Retention = Migration(
  number: 6, name: "v0006_retention",
  sql: """
    alter table meta.batch add column dropped_at timestamptz;

    -- Where even the ledger's line is gone: what was known of the asset can be told from this moment on.
    create table meta.forgotten (
      asset text primary key,
      known_from timestamptz not null
    );
    """)
