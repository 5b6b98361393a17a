/// Runs, the ledger, live marks, rejects, what was applied, and the schemas themselves.
let v0001Meta = Migration(
  number: 1, name: "v0001_meta",
  sql: """
    create schema meta;
    create schema staging;
    create schema ods;
    create schema dwd;
    comment on schema meta is '运行账、目录版本、血缘：仅供 granary 自身';
    comment on schema staging is '装载中的批次表，未发布';
    comment on schema ods is '贴源层：按交付原样、按类型存放';
    comment on schema dwd is '明细层：统一客户号、拉链';

    create table meta.migration (
      number integer primary key,
      name text not null,
      applied_at timestamptz not null
    );

    -- One row. Every run raises the epoch; a publish checks it, so a run that lost its lock cannot publish.
    create table meta.epoch (
      is_one boolean primary key default true check (is_one),
      epoch bigint not null
    );
    insert into meta.epoch (epoch) values (0);

    create table meta.run (
      run text primary key,
      command text not null,
      doing text,
      host text not null,
      process integer not null,
      process_start bigint not null,
      epoch bigint not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      outcome text
    );

    -- The ledger: one row for each delivery that was opened, whatever became of it.
    create table meta.batch (
      batch bigint generated always as identity primary key,
      asset text not null,
      feed text not null,
      business_date date not null,
      delivery integer not null,
      content_sha256 bytea,
      file_sha256 bytea,
      file_name text not null,
      status text not null check (status in ('staged', 'published', 'refused', 'superseded', 'abandoned', 'duplicate')),
      declared_by text,
      declared_rows bigint,
      declared_sum numeric(38),
      counted_rows bigint,
      loaded_rows bigint,
      rejected_rows bigint,
      duplicate_rows bigint,
      filtered_rows bigint,
      unresolved_rows bigint,
      unreadable_rows bigint,
      normalized_values bigint,
      scale integer,
      catalog bytea,
      shape bytea,
      run text not null,
      opened_at timestamptz not null,
      closed_at timestamptz,
      superseded_at timestamptz,
      seconds double precision,
      message text
    );
    create index on meta.batch (feed, business_date, batch);
    create index on meta.batch (business_date);

    -- The equation in money: one row for each currency and term.
    create table meta.batch_sum (
      batch bigint not null,
      term text not null check (term in ('loaded', 'rejected', 'duplicate', 'filtered')),
      currency text not null,
      units numeric(38) not null,
      scale integer not null,
      primary key (batch, term, currency)
    );
    create table meta.batch_normalized (
      batch bigint not null,
      item text not null,
      count bigint not null,
      primary key (batch, item)
    );

    -- What readers see: the one live batch of a feed and business date.
    create table meta.live (
      asset text not null,
      feed text not null,
      biz_date date not null,
      batch bigint not null unique,
      primary key (feed, biz_date)
    );
    create index on meta.live (asset, biz_date);

    create table meta.reject (
      batch bigint not null,
      line bigint not null,
      byte_offset bigint,
      column_no integer not null,
      item text,
      rule text not null,
      first_line bigint,
      raw bytea not null
    );
    create index on meta.reject (batch, line);

    -- What the warehouse looks like now, asset by asset, as the last apply left it.
    create table meta.asset (
      asset text primary key,
      definition text not null,
      shape bytea not null,
      access bytea not null,
      wording bytea not null,
      catalog bytea not null,
      applied_at timestamptz not null
    );
    create table meta.catalog (
      version bigint generated always as identity primary key,
      fingerprint bytea not null,
      readers text not null,
      plan text not null,
      run text,
      applied_at timestamptz not null
    );
    create table meta.item (
      item text primary key,
      zh text not null,
      level integer not null,
      is_masked boolean not null,
      ask text not null
    );
    create table meta.role (
      role text primary key,
      is_login boolean not null,
      member_of text
    );
    -- What people were told of a feed and business date, once.
    create table meta.notice (
      feed text not null,
      business_date date not null,
      text text not null,
      told_at timestamptz not null,
      primary key (business_date, feed, text)
    );
    create table meta.secret (
      name text primary key,
      bytes bytea not null
    );
    """)
