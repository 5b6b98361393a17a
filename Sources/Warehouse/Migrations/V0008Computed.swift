/// What is worked out of the facts: indicators, labels, opportunities and KPIs, by computation. Tables of indicators are made by apply,
/// one for each group; what is one row for each definition lies in a table for each level.
let v0008Computed = Migration(
  number: 8, name: "v0008_computed",
  sql: """
    create schema ind;
    create schema lab;
    create schema opp;
    create schema kpi;
    comment on schema ind is '指标层：每组指标一张宽表，每客户每日一行';
    comment on schema lab is '标签层：位图、每客户标签、覆盖';
    comment on schema opp is '商机层：每商机每客户，发现的一日一行';
    comment on schema kpi is '经营指标：每机构每日的分子、分母与值';

    -- All that was computed for one date in one go. computed_at: when it was published; without it, it never was.
    create table meta.computation (
      computation bigint generated always as identity primary key,
      biz_date date not null,
      run text not null,
      catalog bytea not null,
      -- The highest number of a batch when it began: what it knew were the batches up to this one.
      known bigint not null,
      begun_at timestamptz not null,
      computed_at timestamptz
    );
    -- What was known before this batch came can no longer be told.
    alter table meta.forgotten add column known_from_batch bigint not null default 0;
    create table meta.computed (
      part text not null,
      biz_date date not null,
      restatement integer not null,
      computation bigint not null,
      logic bytea not null,
      inputs text not null,
      primary key (part, biz_date, restatement)
    );
    create index on meta.computed (computation);
    -- What readers see. dropped_at: its rows have outlived their period.
    create table meta.computed_live (
      part text not null,
      biz_date date not null,
      computation bigint not null,
      restatement integer not null,
      dropped_at timestamptz,
      primary key (part, biz_date)
    );
    create index on meta.computed_live (biz_date);
    -- Not computed because these feeds are missing, or held back.
    create table meta.stale (
      part text not null,
      biz_date date not null,
      missing text[] not null,
      since timestamptz not null,
      -- Of a label that came out otherwise than was expected: how.
      objection text,
      primary key (part, biz_date)
    );
    -- What was computed without a delivery that was due on one of the days it looks at.
    create table meta.hole (
      part text not null,
      biz_date date not null,
      computation bigint not null,
      feed text not null,
      missing date not null,
      primary key (part, biz_date, computation, feed, missing)
    );
    create index on meta.hole (biz_date);
    create index on meta.hole (missing);
    -- Why a date was computed again with other results; counted for each date from 1.
    create table meta.restatement (
      biz_date date not null,
      number integer not null,
      reason text not null,
      approver text not null,
      run text not null,
      at timestamptz not null,
      primary key (biz_date, number)
    );

    -- What the last apply left, as it compares them.
    create table meta.definition (
      kind text not null check (kind in ('group', 'label', 'kpi', 'scorecard', 'opportunity')),
      id text not null,
      definition text not null,
      primary key (kind, id)
    );
    create table meta.indicator (
      indicator text primary key,
      zh text not null,
      "group" text not null,
      unit text not null,
      level integer not null,
      meaning text not null,
      version integer not null
    );
    create table meta.indicator_group (
      "group" text primary key,
      zh text not null,
      meaning text not null,
      owner text not null
    );
    create table meta.label_definition (
      label text primary key,
      zh text not null,
      meaning text not null,
      owner text not null,
      level integer not null,
      version integer not null,
      frequency text not null
    );
    create table meta.opportunity_definition (
      opportunity text primary key,
      zh text not null,
      kind text not null,
      kind_zh text not null,
      meaning text not null,
      owner text not null,
      level integer not null,
      version integer not null,
      frequency text not null,
      -- In days; most_open: as many may be open of one customer.
      dedupe integer not null,
      cooldown integer not null,
      most_open integer not null,
      expires integer not null
    );
    create table meta.kpi_definition (
      kpi text primary key,
      zh text not null,
      en text not null,
      family text not null,
      family_zh text not null,
      place integer not null,
      meaning text not null,
      owner text not null,
      unit text not null,
      direction text not null,
      frequency text not null,
      version integer not null,
      level integer not null,
      numerator text not null,
      denominator text,
      target_code text,
      pace text
    );

    -- A label, or one value of it; '' is the value of a label that is true or not. A number is never given out again.
    create table lab.label (
      label_no integer generated always as identity primary key,
      label text not null,
      value text not null,
      zh text not null,
      level integer not null,
      unique (label, value)
    );
    \((1...4).map(computedTables).joined(separator: "\n"))
    """)

private func computedTables(_ level: Int) -> String {
  """
  -- Bit i of chunk c is customer c*65536+i. A chunk of nobody is left out.
  create table lab.bitmap_l\(level) (
    computation bigint not null,
    biz_date date not null,
    label_no integer not null,
    chunk integer not null,
    yes bit varying not null,
    unknown bit varying not null,
    -- Whom the label is about; NULL: not kept.
    population bit varying,
    -- Who would have this value by the day alone; NULL: nothing is held.
    raw bit varying
  );
  create index on lab.bitmap_l\(level) (label_no, biz_date);
  create index on lab.bitmap_l\(level) (computation);
  create table lab.coverage_l\(level) (
    computation bigint not null,
    biz_date date not null,
    label_no integer not null,
    population bigint not null,
    yes bigint not null,
    unknown bigint not null,
    entered bigint,
    "left" bigint
  );
  create index on lab.coverage_l\(level) (biz_date, label_no);
  create index on lab.coverage_l\(level) (label_no, biz_date);
  create table lab.customer_l\(level) (
    computation bigint not null,
    biz_date date not null,
    customer_id bigint not null,
    home text,
    yes integer[] not null,
    unknown integer[] not null
  ) partition by range (biz_date, computation);
  create index on lab.customer_l\(level) (customer_id);
  -- biz_date: the day it was found on. expires_on: the last day it is open. It stays for good: later dates ask for it.
  create table opp.found_l\(level) (
    computation bigint not null,
    biz_date date not null,
    opportunity text not null,
    customer_id bigint not null,
    home text,
    -- Who looks after the customer; NULL: nobody, it is the home's to give out.
    staff_no text,
    priority integer not null,
    expires_on date not null
  );
  create index on opp.found_l\(level) (biz_date, opportunity);
  create index on opp.found_l\(level) (expires_on);
  create index on opp.found_l\(level) (customer_id);
  create table kpi.value_l\(level) (
    computation bigint not null,
    biz_date date not null,
    kpi text not null,
    org_no text not null,
    numerator numeric,
    denominator numeric,
    value numeric,
    -- Of a value that is missing: why.
    reason text,
    customers bigint
  );
  create index on kpi.value_l\(level) (kpi, biz_date);
  create index on kpi.value_l\(level) (biz_date, org_no);
  """
}
