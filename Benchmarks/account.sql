-- What `load-fixed` is measured against: `psql \copy` of the clean rows, as UTF-8 text, into a logged table of these types.
-- Fixed: changing it makes every earlier figure meaningless.
create table account (
  account_no char(19)      not null,
  cust_no    char(10)      not null,
  id_type    char(2)       not null,
  id_no      char(18)      not null,
  cust_name  varchar(60)   not null,
  org_no     char(6)       not null,
  product    char(2)       not null,
  ccy        char(3)       not null,
  open_date  date          not null,
  status     char(1)       not null,
  balance    numeric(18,2) not null,
  mobile     char(11)
);
