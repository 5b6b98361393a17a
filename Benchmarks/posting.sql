-- What `load` is measured against: `psql \copy` of the clean rows, as UTF-8 text, into a logged table of these types.
-- Fixed: changing it makes every earlier figure meaningless.
create table posting (
  posting_no      char(20)      not null,
  account_no      char(19)      not null,
  org_no          char(6)       not null,
  txn_time        timestamp     not null,
  dc_flag         char(1)       not null,
  ccy             char(3)       not null,
  amount          numeric(18,2) not null,
  channel         char(2)       not null,
  counter_account varchar(19),
  status          char(1)       not null,
  memo            varchar(30)
);
