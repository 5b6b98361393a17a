-- What `load-ndjson` is measured against: `psql \copy` of the clean rows, as UTF-8 text, into a logged table of these types.
-- Fixed: changing it makes every earlier figure meaningless.
create table login (
  event_id  char(20)    not null,
  cust_no   char(10)    not null,
  mobile    char(11)    not null,
  channel   char(2)     not null,
  login_at  timestamp   not null,
  device_id char(32)    not null,
  ip        varchar(45) not null,
  result    char(7)     not null
);
