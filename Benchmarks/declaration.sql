-- What `load-tax` is measured against: `psql \copy` of the clean rows, as UTF-8 text, into a logged table of these types.
-- Fixed: changing it makes every earlier figure meaningless.
create table declaration (
  declare_no    char(18)      not null,
  uscc          char(18)      not null,
  taxpayer_name varchar(100)  not null,
  tax_type      char(3)       not null,
  period_from   date          not null,
  period_to     date          not null,
  sales_amount  numeric(18,2) not null,
  tax_payable   numeric(18,2) not null,
  tax_paid      numeric(18,2) not null,
  declare_date  date          not null,
  tax_office    char(11)      not null,
  remark        varchar(100)
);
