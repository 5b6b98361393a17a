/// A party need not be a customer: registers name companies and persons the bank does not serve.
let v0003Customer = Migration(
  number: 3, name: "v0003_customer",
  sql: """
    alter table dwd.party add column is_customer boolean not null default true;
    comment on column dwd.party.is_customer is '本行客户为真；只从外部供数知道的为假';
    """)
