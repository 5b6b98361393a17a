/// One customer across lines (one-ID): the party, and the numbers that lead to it.
let v0002Party = Migration(
  number: 2, name: "v0002_party",
  sql: """
    create table dwd.party (
      customer_id bigint generated always as identity primary key,
      party_key bigint not null unique,
      kind text not null,
      id_no text not null,
      id_no_masked text,
      name text,
      name_masked text
    );
    comment on table dwd.party is '客户：个人与企业，统一客户号';

    -- key is the token of an identifier; since is the first business date that delivered it.
    create table dwd.identifier (
      key bigint primary key,
      scheme text not null,
      customer_id bigint not null,
      since date not null
    );
    create index on dwd.identifier (customer_id);
    comment on table dwd.identifier is '标识到客户号的对应：账号、客户号、证件号的令牌';
    """)
