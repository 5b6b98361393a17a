/// What each layer of the warehouse holds of a batch, as its own tables said; and what was read of a fact, whenever a
/// date was worked out. Beside each stands what the equation says it is.
let v0009Layers = Migration(
  number: 9, name: "v0009_layers",
  sql: """
    -- One row for each batch and layer it went through, and its control total by currency.
    create table meta.layer (
      batch bigint not null,
      layer text not null check (layer in ('ods', 'dwd')),
      rows bigint not null,
      primary key (batch, layer)
    );
    create table meta.layer_sum (
      batch bigint not null,
      layer text not null,
      currency text not null,
      units numeric(38) not null,
      scale integer not null,
      primary key (batch, layer, currency)
    );

    -- dws: all batches of a fact that a computation has read, taken together.
    create table meta.reading (
      computation bigint not null,
      fact text not null,
      asset text not null,
      batches bigint not null,
      rows bigint not null,
      primary key (computation, fact)
    );
    create table meta.reading_sum (
      computation bigint not null,
      fact text not null,
      currency text not null,
      units numeric(38) not null,
      scale integer not null,
      primary key (computation, fact, currency)
    );

    -- Of items that may be missing: in how many loaded rows they are.
    create table meta.batch_missing (
      batch bigint not null,
      item text not null,
      rows bigint not null,
      primary key (batch, item)
    );
    """)
