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
create or replace view mart_l1.reconciliation with (security_invoker = true) as
select reconciliation, biz_date, zh, compared, breaks from recon.outcome;
create or replace view mart_l1.reconciliation_break with (security_invoker = true) as
select b.reconciliation, b.biz_date, b.key, b.left_sum, b.right_sum, b.left_sum - b.right_sum as difference, b.evidence
from (select * from recon.break_l1) b;
comment on view mart_l1.reconciliation is '对账结果：应当相等的两边，每个数据日期';
comment on column mart_l1.reconciliation.biz_date is '数据日期';
comment on column mart_l1.reconciliation.breaks is '其中多少个不等';
comment on column mart_l1.reconciliation.compared is '比较了多少个键';
comment on column mart_l1.reconciliation.reconciliation is '对账编号';
comment on column mart_l1.reconciliation.zh is '名称';
comment on view mart_l1.reconciliation_break is '对账差异：1级及以下';
comment on column mart_l1.reconciliation_break.biz_date is '数据日期';
comment on column mart_l1.reconciliation_break.difference is '左减右';
comment on column mart_l1.reconciliation_break.evidence is '相加的行：资产、文件、行号，每项前二十行';
comment on column mart_l1.reconciliation_break.key is '比较的键';
comment on column mart_l1.reconciliation_break.left_sum is '左边合计';
comment on column mart_l1.reconciliation_break.reconciliation is '对账编号';
comment on column mart_l1.reconciliation_break.right_sum is '右边合计';
create or replace view mart_l2.reconciliation with (security_invoker = true) as
select reconciliation, biz_date, zh, compared, breaks from recon.outcome;
create or replace view mart_l2.reconciliation_break with (security_invoker = true) as
select b.reconciliation, b.biz_date, b.key, b.left_sum, b.right_sum, b.left_sum - b.right_sum as difference, b.evidence
from (select * from recon.break_l1 union all select * from recon.break_l2) b;
comment on view mart_l2.reconciliation is '对账结果：应当相等的两边，每个数据日期';
comment on column mart_l2.reconciliation.biz_date is '数据日期';
comment on column mart_l2.reconciliation.breaks is '其中多少个不等';
comment on column mart_l2.reconciliation.compared is '比较了多少个键';
comment on column mart_l2.reconciliation.reconciliation is '对账编号';
comment on column mart_l2.reconciliation.zh is '名称';
comment on view mart_l2.reconciliation_break is '对账差异：2级及以下';
comment on column mart_l2.reconciliation_break.biz_date is '数据日期';
comment on column mart_l2.reconciliation_break.difference is '左减右';
comment on column mart_l2.reconciliation_break.evidence is '相加的行：资产、文件、行号，每项前二十行';
comment on column mart_l2.reconciliation_break.key is '比较的键';
comment on column mart_l2.reconciliation_break.left_sum is '左边合计';
comment on column mart_l2.reconciliation_break.reconciliation is '对账编号';
comment on column mart_l2.reconciliation_break.right_sum is '右边合计';
create or replace view mart_l3.reconciliation with (security_invoker = true) as
select reconciliation, biz_date, zh, compared, breaks from recon.outcome;
create or replace view mart_l3.reconciliation_break with (security_invoker = true) as
select b.reconciliation, b.biz_date, b.key, b.left_sum, b.right_sum, b.left_sum - b.right_sum as difference, b.evidence
from (select * from recon.break_l1 union all select * from recon.break_l2 union all select * from recon.break_l3) b;
comment on view mart_l3.reconciliation is '对账结果：应当相等的两边，每个数据日期';
comment on column mart_l3.reconciliation.biz_date is '数据日期';
comment on column mart_l3.reconciliation.breaks is '其中多少个不等';
comment on column mart_l3.reconciliation.compared is '比较了多少个键';
comment on column mart_l3.reconciliation.reconciliation is '对账编号';
comment on column mart_l3.reconciliation.zh is '名称';
comment on view mart_l3.reconciliation_break is '对账差异：3级及以下';
comment on column mart_l3.reconciliation_break.biz_date is '数据日期';
comment on column mart_l3.reconciliation_break.difference is '左减右';
comment on column mart_l3.reconciliation_break.evidence is '相加的行：资产、文件、行号，每项前二十行';
comment on column mart_l3.reconciliation_break.key is '比较的键';
comment on column mart_l3.reconciliation_break.left_sum is '左边合计';
comment on column mart_l3.reconciliation_break.reconciliation is '对账编号';
comment on column mart_l3.reconciliation_break.right_sum is '右边合计';
create or replace view mart_l4.reconciliation with (security_invoker = true) as
select reconciliation, biz_date, zh, compared, breaks from recon.outcome;
create or replace view mart_l4.reconciliation_break with (security_invoker = true) as
select b.reconciliation, b.biz_date, b.key, b.left_sum, b.right_sum, b.left_sum - b.right_sum as difference, b.evidence
from (select * from recon.break_l1 union all select * from recon.break_l2 union all select * from recon.break_l3 union all select * from recon.break_l4) b;
comment on view mart_l4.reconciliation is '对账结果：应当相等的两边，每个数据日期';
comment on column mart_l4.reconciliation.biz_date is '数据日期';
comment on column mart_l4.reconciliation.breaks is '其中多少个不等';
comment on column mart_l4.reconciliation.compared is '比较了多少个键';
comment on column mart_l4.reconciliation.reconciliation is '对账编号';
comment on column mart_l4.reconciliation.zh is '名称';
comment on view mart_l4.reconciliation_break is '对账差异：4级及以下';
comment on column mart_l4.reconciliation_break.biz_date is '数据日期';
comment on column mart_l4.reconciliation_break.difference is '左减右';
comment on column mart_l4.reconciliation_break.evidence is '相加的行：资产、文件、行号，每项前二十行';
comment on column mart_l4.reconciliation_break.key is '比较的键';
comment on column mart_l4.reconciliation_break.left_sum is '左边合计';
comment on column mart_l4.reconciliation_break.reconciliation is '对账编号';
comment on column mart_l4.reconciliation_break.right_sum is '右边合计';
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_l1;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_l1;
grant select on mart_l1.reconciliation to granary_l1;
grant select on recon.break_l1 to granary_l1;
grant select on mart_l1.reconciliation_break to granary_l1;
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_l2;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_l2;
grant select on mart_l2.reconciliation to granary_l2;
grant select on recon.break_l1, recon.break_l2 to granary_l2;
grant select on mart_l2.reconciliation_break to granary_l2;
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_l3;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_l3;
grant select on mart_l3.reconciliation to granary_l3;
grant select on recon.break_l1, recon.break_l2, recon.break_l3 to granary_l3;
grant select on mart_l3.reconciliation_break to granary_l3;
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_l4;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_l4;
grant select on mart_l4.reconciliation to granary_l4;
grant select on recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 to granary_l4;
grant select on mart_l4.reconciliation_break to granary_l4;
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_nanjing;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_nanjing;
grant select on mart_l2.reconciliation to granary_nanjing;
revoke all on recon.outcome, recon.break_l1, recon.break_l2, recon.break_l3, recon.break_l4 from granary_suzhou;
grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to granary_suzhou;
grant select on mart_l3.reconciliation to granary_suzhou;
revoke all on meta.live, dwd.identifier, dwd.party from granary_l1;
grant usage on schema mart_l1 to granary_l1;
grant select on mart_l1.items to granary_l1;
grant select (asset, feed, biz_date, batch) on meta.live to granary_l1;
grant select (key, customer_id) on dwd.identifier to granary_l1;
grant select (customer_id, kind, is_customer, id_no_masked, name_masked) on dwd.party to granary_l1;
revoke all on meta.live, dwd.identifier, dwd.party from granary_l2;
grant usage on schema mart_l2 to granary_l2;
grant select on mart_l2.items to granary_l2;
grant select (asset, feed, biz_date, batch) on meta.live to granary_l2;
grant select (key, customer_id) on dwd.identifier to granary_l2;
grant select (customer_id, kind, is_customer, id_no_masked, name_masked) on dwd.party to granary_l2;
revoke all on meta.live, dwd.identifier, dwd.party from granary_l3;
grant usage on schema mart_l3 to granary_l3;
grant select on mart_l3.items to granary_l3;
grant select (asset, feed, biz_date, batch) on meta.live to granary_l3;
grant select (key, customer_id) on dwd.identifier to granary_l3;
grant select (customer_id, kind, id_no, name, is_customer, id_no_masked, name_masked) on dwd.party to granary_l3;
revoke all on meta.live, dwd.identifier, dwd.party from granary_l4;
grant usage on schema mart_l4 to granary_l4;
grant select on mart_l4.items to granary_l4;
grant select (asset, feed, biz_date, batch) on meta.live to granary_l4;
grant select (key, customer_id) on dwd.identifier to granary_l4;
grant select (customer_id, kind, id_no, name, is_customer, id_no_masked, name_masked) on dwd.party to granary_l4;
revoke all on meta.live, dwd.identifier, dwd.party from granary_nanjing;
grant usage on schema mart_l2 to granary_nanjing;
grant select on mart_l2.items to granary_nanjing;
grant select (asset, feed, biz_date, batch) on meta.live to granary_nanjing;
grant select (key, customer_id) on dwd.identifier to granary_nanjing;
revoke all on meta.live, dwd.identifier, dwd.party from granary_suzhou;
grant usage on schema mart_l3 to granary_suzhou;
grant select on mart_l3.items to granary_suzhou;
grant select (asset, feed, biz_date, batch) on meta.live to granary_suzhou;
grant select (key, customer_id) on dwd.identifier to granary_suzhou;
revoke all on ods.power_usage from granary_l1;
revoke all on ods.power_usage from granary_l2;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l2;
revoke all on ods.power_usage from granary_l3;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, mobile, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l3;
revoke all on ods.power_usage from granary_l4;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, mobile, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l4;
revoke all on ods.power_usage from granary_nanjing;
revoke all on ods.power_usage from granary_suzhou;
revoke all on dwd.account from granary_l1;
revoke all on dwd.account from granary_l2;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l2;
revoke all on dwd.account from granary_l3;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l3;
revoke all on dwd.account from granary_l4;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l4;
revoke all on dwd.account from granary_nanjing;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_nanjing;
revoke all on dwd.account from granary_suzhou;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_suzhou;
drop policy if exists clearance on dwd.account;
drop policy if exists granary_nanjing on dwd.account;
alter table dwd.account enable row level security;
create policy clearance on dwd.account for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on dwd.account for select to granary_nanjing
  using (org_no like '021%');
create policy granary_suzhou on dwd.account for select to granary_suzhou
  using (org_no like '022%');
revoke all on ods.posting from granary_l1;
revoke all on ods.posting from granary_l2;
grant select (batch, line, biz_date, posting_no, hands, account_no_masked, account_no_key) on ods.posting to granary_l2;
revoke all on ods.posting from granary_l3;
grant select (batch, line, biz_date, posting_no, account_no, hands, account_no_masked, account_no_key) on ods.posting to granary_l3;
revoke all on ods.posting from granary_l4;
grant select (batch, line, biz_date, posting_no, account_no, hands, account_no_masked, account_no_key) on ods.posting to granary_l4;
revoke all on ods.posting from granary_nanjing;
revoke all on ods.posting from granary_suzhou;
grant select on mart_l1.party to granary_l1;
grant select on mart_l2.power_usage to granary_l2, granary_nanjing;
grant select on mart_l2.account to granary_l2, granary_nanjing;
grant select on mart_l2.account_history to granary_l2, granary_nanjing;
grant select on mart_l2.posting to granary_l2, granary_nanjing;
grant select on mart_l2.party to granary_l2, granary_nanjing;
grant select on mart_l3.power_usage to granary_l3, granary_suzhou;
grant select on mart_l3.account to granary_l3, granary_suzhou;
grant select on mart_l3.account_history to granary_l3, granary_suzhou;
grant select on mart_l3.posting to granary_l3, granary_suzhou;
grant select on mart_l3.party to granary_l3, granary_suzhou;
grant select on mart_l4.power_usage to granary_l4;
grant select on mart_l4.account to granary_l4;
grant select on mart_l4.account_history to granary_l4;
grant select on mart_l4.posting to granary_l4;
grant select on mart_l4.party to granary_l4;
