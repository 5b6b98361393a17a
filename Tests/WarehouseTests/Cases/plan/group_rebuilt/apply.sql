create schema if not exists mart_l1;
comment on schema mart_l1 is '1级读者的数据；列的级别、是否脱敏、找谁申请见视图 items';
create or replace view mart_l1.items as
select item, zh, level,
  case when level <= 1 then 'raw' when is_masked then 'masked' else 'withheld' end as shown,
  ask
from meta.item;
comment on view mart_l1.items is '每个数据项的级别、此处如何显示、向谁申请';
comment on column mart_l1.items.item is '表.列';
comment on column mart_l1.items.zh is '中文名';
comment on column mart_l1.items.level is '级别，1 到 4';
comment on column mart_l1.items.shown is 'raw 原值，masked 脱敏，withheld 不显示';
comment on column mart_l1.items.ask is '向谁申请';
create schema if not exists mart_l2;
comment on schema mart_l2 is '2级读者的数据；列的级别、是否脱敏、找谁申请见视图 items';
create or replace view mart_l2.items as
select item, zh, level,
  case when level <= 2 then 'raw' when is_masked then 'masked' else 'withheld' end as shown,
  ask
from meta.item;
comment on view mart_l2.items is '每个数据项的级别、此处如何显示、向谁申请';
comment on column mart_l2.items.item is '表.列';
comment on column mart_l2.items.zh is '中文名';
comment on column mart_l2.items.level is '级别，1 到 4';
comment on column mart_l2.items.shown is 'raw 原值，masked 脱敏，withheld 不显示';
comment on column mart_l2.items.ask is '向谁申请';
create schema if not exists mart_l3;
comment on schema mart_l3 is '3级读者的数据；列的级别、是否脱敏、找谁申请见视图 items';
create or replace view mart_l3.items as
select item, zh, level,
  case when level <= 3 then 'raw' when is_masked then 'masked' else 'withheld' end as shown,
  ask
from meta.item;
comment on view mart_l3.items is '每个数据项的级别、此处如何显示、向谁申请';
comment on column mart_l3.items.item is '表.列';
comment on column mart_l3.items.zh is '中文名';
comment on column mart_l3.items.level is '级别，1 到 4';
comment on column mart_l3.items.shown is 'raw 原值，masked 脱敏，withheld 不显示';
comment on column mart_l3.items.ask is '向谁申请';
create schema if not exists mart_l4;
comment on schema mart_l4 is '4级读者的数据；列的级别、是否脱敏、找谁申请见视图 items';
create or replace view mart_l4.items as
select item, zh, level,
  case when level <= 4 then 'raw' when is_masked then 'masked' else 'withheld' end as shown,
  ask
from meta.item;
comment on view mart_l4.items is '每个数据项的级别、此处如何显示、向谁申请';
comment on column mart_l4.items.item is '表.列';
comment on column mart_l4.items.zh is '中文名';
comment on column mart_l4.items.level is '级别，1 到 4';
comment on column mart_l4.items.shown is 'raw 原值，masked 脱敏，withheld 不显示';
comment on column mart_l4.items.ask is '向谁申请';
alter view mart_l1.ind_txn set (security_invoker = true);
alter view mart_l2.ind_txn set (security_invoker = true);
alter view mart_l3.ind_txn set (security_invoker = true);
alter view mart_l4.ind_txn set (security_invoker = true);
drop view mart_l1.ind_txn;
drop view mart_l2.ind_txn;
drop view mart_l3.ind_txn;
drop view mart_l4.ind_txn;
drop table ind.txn;
create table ind.txn (
  computation bigint not null,
  biz_date date not null,
  customer_id bigint not null,
  home text,
  txn_in_amt__all__d30 numeric(24,2),
  txn_in_cnt__all__d30 date,
  txn_first__all__all date
) partition by range (biz_date, computation);
create index on ind.txn (customer_id);
comment on table ind.txn is '动账 · 指标，每客户每日一行';
create view mart_l1.ind_txn with (security_invoker = true) as
select
  f.biz_date,
  f.customer_id,
  f.txn_first__all__all
from ind.txn f
where exists (select from meta.computed_live l
  where l.part = 'ind:txn' and l.biz_date = f.biz_date and l.computation = f.computation);
comment on view mart_l1.ind_txn is '动账 · 记账流水 · 指标，每客户每日一行';
comment on column mart_l1.ind_txn.biz_date is '数据日期';
comment on column mart_l1.ind_txn.customer_id is '客户号';
comment on column mart_l1.ind_txn.txn_first__all__all is '首次|全部|动账日 元 · 1级 · 口径';
create view mart_l2.ind_txn with (security_invoker = true) as
select
  f.biz_date,
  f.customer_id,
  f.txn_in_cnt__all__d30,
  f.txn_first__all__all
from ind.txn f
where exists (select from meta.computed_live l
  where l.part = 'ind:txn' and l.biz_date = f.biz_date and l.computation = f.computation);
comment on view mart_l2.ind_txn is '动账 · 记账流水 · 指标，每客户每日一行';
comment on column mart_l2.ind_txn.biz_date is '数据日期';
comment on column mart_l2.ind_txn.customer_id is '客户号';
comment on column mart_l2.ind_txn.txn_in_cnt__all__d30 is '近30天|全部|入账笔数 笔 · 2级 · 口径';
comment on column mart_l2.ind_txn.txn_first__all__all is '首次|全部|动账日 元 · 1级 · 口径';
create view mart_l3.ind_txn with (security_invoker = true) as
select
  f.biz_date,
  f.customer_id,
  f.txn_in_amt__all__d30,
  f.txn_in_cnt__all__d30,
  f.txn_first__all__all
from ind.txn f
where exists (select from meta.computed_live l
  where l.part = 'ind:txn' and l.biz_date = f.biz_date and l.computation = f.computation);
comment on view mart_l3.ind_txn is '动账 · 记账流水 · 指标，每客户每日一行';
comment on column mart_l3.ind_txn.biz_date is '数据日期';
comment on column mart_l3.ind_txn.customer_id is '客户号';
comment on column mart_l3.ind_txn.txn_in_amt__all__d30 is '近30天|全部|入账金额 元 · 3级 · 口径';
comment on column mart_l3.ind_txn.txn_in_cnt__all__d30 is '近30天|全部|入账笔数 笔 · 2级 · 口径';
comment on column mart_l3.ind_txn.txn_first__all__all is '首次|全部|动账日 元 · 1级 · 口径';
create view mart_l4.ind_txn with (security_invoker = true) as
select
  f.biz_date,
  f.customer_id,
  f.txn_in_amt__all__d30,
  f.txn_in_cnt__all__d30,
  f.txn_first__all__all
from ind.txn f
where exists (select from meta.computed_live l
  where l.part = 'ind:txn' and l.biz_date = f.biz_date and l.computation = f.computation);
comment on view mart_l4.ind_txn is '动账 · 记账流水 · 指标，每客户每日一行';
comment on column mart_l4.ind_txn.biz_date is '数据日期';
comment on column mart_l4.ind_txn.customer_id is '客户号';
comment on column mart_l4.ind_txn.txn_in_amt__all__d30 is '近30天|全部|入账金额 元 · 3级 · 口径';
comment on column mart_l4.ind_txn.txn_in_cnt__all__d30 is '近30天|全部|入账笔数 笔 · 2级 · 口径';
comment on column mart_l4.ind_txn.txn_first__all__all is '首次|全部|动账日 元 · 1级 · 口径';
revoke all on ind.txn from granary_l1;
grant select (computation, biz_date, customer_id, txn_first__all__all) on ind.txn to granary_l1;
revoke all on ind.txn from granary_l2;
grant select (computation, biz_date, customer_id, txn_in_cnt__all__d30, txn_first__all__all) on ind.txn to granary_l2;
revoke all on ind.txn from granary_l3;
grant select (computation, biz_date, customer_id, txn_in_amt__all__d30, txn_in_cnt__all__d30, txn_first__all__all) on ind.txn to granary_l3;
revoke all on ind.txn from granary_l4;
grant select (computation, biz_date, customer_id, txn_in_amt__all__d30, txn_in_cnt__all__d30, txn_first__all__all) on ind.txn to granary_l4;
revoke all on ind.txn from granary_nanjing;
grant select (computation, biz_date, customer_id, txn_in_cnt__all__d30, txn_first__all__all) on ind.txn to granary_nanjing;
alter table ind.txn enable row level security;
create policy clearance on ind.txn for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on ind.txn for select to granary_nanjing
  using (home like '021%');
grant select on mart_l1.party to granary_l1;
grant select on mart_l1.ind_txn to granary_l1;
grant select on mart_l2.power_usage to granary_l2, granary_nanjing;
grant select on mart_l2.account to granary_l2, granary_nanjing;
grant select on mart_l2.account_history to granary_l2, granary_nanjing;
grant select on mart_l2.posting to granary_l2, granary_nanjing;
grant select on mart_l2.party to granary_l2, granary_nanjing;
grant select on mart_l2.ind_txn to granary_l2, granary_nanjing;
grant select on mart_l3.power_usage to granary_l3;
grant select on mart_l3.account to granary_l3;
grant select on mart_l3.account_history to granary_l3;
grant select on mart_l3.posting to granary_l3;
grant select on mart_l3.party to granary_l3;
grant select on mart_l3.ind_txn to granary_l3;
grant select on mart_l4.power_usage to granary_l4;
grant select on mart_l4.account to granary_l4;
grant select on mart_l4.account_history to granary_l4;
grant select on mart_l4.posting to granary_l4;
grant select on mart_l4.party to granary_l4;
grant select on mart_l4.ind_txn to granary_l4;
