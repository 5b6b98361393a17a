/// How values met their standards: what loaded and is not as advised (落标).
let v0005Quality = Migration(
  number: 5, name: "v0005_quality",
  sql: """
    -- Advice that was not met: how many values of the item, and where first.
    create table meta.advice (
      batch bigint not null,
      item text not null,
      rule text not null,
      rows bigint not null,
      first_line bigint not null,
      primary key (batch, item, rule)
    );

    -- Of items that stand on a standard or a code table: values in clean rows, and those not as advised.
    create table meta.batch_value (
      batch bigint not null,
      item text not null,
      seen bigint not null,
      not_as_advised bigint not null,
      primary key (batch, item)
    );
    """)
