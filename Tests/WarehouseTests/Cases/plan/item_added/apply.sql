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
alter view mart_l2.account set (security_invoker = true);
alter view mart_l2.account_history set (security_invoker = true);
alter view mart_l3.account set (security_invoker = true);
alter view mart_l3.account_history set (security_invoker = true);
alter view mart_l4.account set (security_invoker = true);
alter view mart_l4.account_history set (security_invoker = true);
alter table ods.account add column mobile text;
alter table dwd.account add column mobile text;
alter table ods.account add column mobile_masked text;
alter table dwd.account add column mobile_masked text;
create or replace view mart_l2.account with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no_masked as account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no_masked as id_no,
  f.id_no_key,
  f.cust_name_masked as cust_name,
  f.org_no,
  f.ccy,
  f.mobile_masked as mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key
where f.valid_to is null;
comment on view mart_l2.account is '账户 · 账户主档与余额 · 当前有效';
comment on column mart_l2.account.biz_date is '数据日期';
comment on column mart_l2.account.valid_from is '生效日期（含）';
comment on column mart_l2.account.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l2.account.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l2.account.account_no is '账号 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l2.account.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l2.account.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l2.account.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l2.account.id_no is '证件号码 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l2.account.cust_name is '客户名称 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l2.account.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l2.account.mobile is '手机号 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
create or replace view mart_l2.account_history with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no_masked as account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no_masked as id_no,
  f.id_no_key,
  f.cust_name_masked as cust_name,
  f.org_no,
  f.ccy,
  f.mobile_masked as mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key;
comment on view mart_l2.account_history is '账户 · 账户主档与余额 · 全部历史（半开区间）';
comment on column mart_l2.account_history.biz_date is '数据日期';
comment on column mart_l2.account_history.valid_from is '生效日期（含）';
comment on column mart_l2.account_history.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l2.account_history.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l2.account_history.account_no is '账号 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account_history.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l2.account_history.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l2.account_history.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l2.account_history.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l2.account_history.id_no is '证件号码 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account_history.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l2.account_history.cust_name is '客户名称 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
comment on column mart_l2.account_history.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l2.account_history.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l2.account_history.mobile is '手机号 · 3级，此处为脱敏值；原值找 运营管理部 陈洁';
create or replace view mart_l3.account with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no,
  f.id_no_key,
  f.cust_name,
  f.org_no,
  f.ccy,
  f.balance,
  f.mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key
where f.valid_to is null;
comment on view mart_l3.account is '账户 · 账户主档与余额 · 当前有效';
comment on column mart_l3.account.biz_date is '数据日期';
comment on column mart_l3.account.valid_from is '生效日期（含）';
comment on column mart_l3.account.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l3.account.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l3.account.account_no is '账号 · 3级 · 本行账户的 19 位账号，末位为校验位';
comment on column mart_l3.account.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l3.account.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l3.account.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l3.account.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l3.account.id_no is '证件号码 · 3级 · 开户证件的号码';
comment on column mart_l3.account.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l3.account.cust_name is '客户名称 · 3级 · 个人姓名或单位全称，视客户类型';
comment on column mart_l3.account.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l3.account.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l3.account.balance is '余额 · 3级 · 当日终了余额';
comment on column mart_l3.account.mobile is '手机号 · 3级 · 中国大陆 11 位手机号';
create or replace view mart_l3.account_history with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no,
  f.id_no_key,
  f.cust_name,
  f.org_no,
  f.ccy,
  f.balance,
  f.mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key;
comment on view mart_l3.account_history is '账户 · 账户主档与余额 · 全部历史（半开区间）';
comment on column mart_l3.account_history.biz_date is '数据日期';
comment on column mart_l3.account_history.valid_from is '生效日期（含）';
comment on column mart_l3.account_history.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l3.account_history.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l3.account_history.account_no is '账号 · 3级 · 本行账户的 19 位账号，末位为校验位';
comment on column mart_l3.account_history.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l3.account_history.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l3.account_history.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l3.account_history.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l3.account_history.id_no is '证件号码 · 3级 · 开户证件的号码';
comment on column mart_l3.account_history.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l3.account_history.cust_name is '客户名称 · 3级 · 个人姓名或单位全称，视客户类型';
comment on column mart_l3.account_history.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l3.account_history.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l3.account_history.balance is '余额 · 3级 · 当日终了余额';
comment on column mart_l3.account_history.mobile is '手机号 · 3级 · 中国大陆 11 位手机号';
create or replace view mart_l4.account with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no,
  f.id_no_key,
  f.cust_name,
  f.org_no,
  f.ccy,
  f.balance,
  f.mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key
where f.valid_to is null;
comment on view mart_l4.account is '账户 · 账户主档与余额 · 当前有效';
comment on column mart_l4.account.biz_date is '数据日期';
comment on column mart_l4.account.valid_from is '生效日期（含）';
comment on column mart_l4.account.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l4.account.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l4.account.account_no is '账号 · 3级 · 本行账户的 19 位账号，末位为校验位';
comment on column mart_l4.account.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l4.account.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l4.account.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l4.account.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l4.account.id_no is '证件号码 · 3级 · 开户证件的号码';
comment on column mart_l4.account.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l4.account.cust_name is '客户名称 · 3级 · 个人姓名或单位全称，视客户类型';
comment on column mart_l4.account.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l4.account.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l4.account.balance is '余额 · 3级 · 当日终了余额';
comment on column mart_l4.account.mobile is '手机号 · 3级 · 中国大陆 11 位手机号';
create or replace view mart_l4.account_history with (security_invoker = true) as
select
  f.valid_from as biz_date,
  f.valid_from,
  f.valid_to,
  i.customer_id,
  f.account_no,
  f.account_no_key,
  f.cust_no,
  f.cust_no_key,
  f.id_type,
  f.id_no,
  f.id_no_key,
  f.cust_name,
  f.org_no,
  f.ccy,
  f.balance,
  f.mobile
from dwd.account f
left join dwd.identifier i on i.key = f.id_no_key;
comment on view mart_l4.account_history is '账户 · 账户主档与余额 · 全部历史（半开区间）';
comment on column mart_l4.account_history.biz_date is '数据日期';
comment on column mart_l4.account_history.valid_from is '生效日期（含）';
comment on column mart_l4.account_history.valid_to is '失效日期（不含）；空为当前';
comment on column mart_l4.account_history.customer_id is '客户号 · 由证件号码归一';
comment on column mart_l4.account_history.account_no is '账号 · 3级 · 本行账户的 19 位账号，末位为校验位';
comment on column mart_l4.account_history.account_no_key is '账号代号 · 同号同码，只用于连接';
comment on column mart_l4.account_history.cust_no is '客户号 · 2级 · 核心系统给客户的 10 位编号';
comment on column mart_l4.account_history.cust_no_key is '客户号代号 · 同号同码，只用于连接';
comment on column mart_l4.account_history.id_type is '证件类型 · 2级 · 客户身份证明的种类';
comment on column mart_l4.account_history.id_no is '证件号码 · 3级 · 开户证件的号码';
comment on column mart_l4.account_history.id_no_key is '证件号码代号 · 同号同码，只用于连接';
comment on column mart_l4.account_history.cust_name is '客户名称 · 3级 · 个人姓名或单位全称，视客户类型';
comment on column mart_l4.account_history.org_no is '开户机构 · 2级 · 本行机构的 6 位编号，前 3 位为所属分行';
comment on column mart_l4.account_history.ccy is '币种 · 2级 · 三字母货币代码';
comment on column mart_l4.account_history.balance is '余额 · 3级 · 当日终了余额';
comment on column mart_l4.account_history.mobile is '手机号 · 3级 · 中国大陆 11 位手机号';
revoke all on dwd.account from granary_l1;
revoke all on dwd.account from granary_l2;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, mobile_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l2;
revoke all on dwd.account from granary_l3;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, mobile, account_no_masked, id_no_masked, cust_name_masked, mobile_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l3;
revoke all on dwd.account from granary_l4;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, mobile, account_no_masked, id_no_masked, cust_name_masked, mobile_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l4;
revoke all on dwd.account from granary_nanjing;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, mobile_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_nanjing;
drop policy if exists clearance on dwd.account;
drop policy if exists granary_nanjing on dwd.account;
alter table dwd.account enable row level security;
create policy clearance on dwd.account for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on dwd.account for select to granary_nanjing
  using (org_no like '021%');
grant select on mart_l1.party to granary_l1;
grant select on mart_l2.power_usage to granary_l2, granary_nanjing;
grant select on mart_l2.account to granary_l2, granary_nanjing;
grant select on mart_l2.account_history to granary_l2, granary_nanjing;
grant select on mart_l2.posting to granary_l2, granary_nanjing;
grant select on mart_l2.party to granary_l2, granary_nanjing;
grant select on mart_l3.power_usage to granary_l3;
grant select on mart_l3.account to granary_l3;
grant select on mart_l3.account_history to granary_l3;
grant select on mart_l3.posting to granary_l3;
grant select on mart_l3.party to granary_l3;
grant select on mart_l4.power_usage to granary_l4;
grant select on mart_l4.account to granary_l4;
grant select on mart_l4.account_history to granary_l4;
grant select on mart_l4.posting to granary_l4;
grant select on mart_l4.party to granary_l4;
