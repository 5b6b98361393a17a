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
create table ods.power_usage (
  batch bigint not null,
  line bigint not null,
  biz_date date not null,
  account_no text not null,
  uscc text not null,
  name text not null,
  stat_month text not null,
  usage_class text not null,
  usage_kwh numeric(14,2) not null,
  fee numeric(18,2) not null,
  paid numeric(18,2) not null,
  paid_on date,
  arrears_days bigint not null,
  mobile text not null,
  address text not null,
  account_no_masked text not null,
  mobile_masked text not null,
  uscc_key bigint not null
) partition by range (biz_date, batch);
create view dwd.power_usage with (security_invoker = true) as
select
  f.biz_date,
  i.customer_id,
  f.batch,
  f.line,
  f.account_no,
  f.uscc,
  f.name,
  f.stat_month,
  f.usage_class,
  f.usage_kwh,
  f.fee,
  f.paid,
  f.paid_on,
  f.arrears_days,
  f.mobile,
  f.address,
  f.account_no_masked,
  f.mobile_masked,
  f.uscc_key
from ods.power_usage f
left join dwd.identifier i on i.key = f.uscc_key
where f.batch in (select l.batch from meta.live l where l.asset = 'G/power_usage');
comment on view dwd.power_usage is '企业用电月度汇总 · 已发布批次';
comment on column dwd.power_usage.biz_date is '数据日期';
comment on column dwd.power_usage.customer_id is '客户号 · 由统一社会信用代码归一';
create view mart_l2.power_usage with (security_invoker = true) as
select
  f.biz_date,
  i.customer_id,
  f.account_no,
  f.uscc,
  f.uscc_key,
  f.name,
  f.stat_month,
  f.usage_class,
  f.usage_kwh,
  f.fee,
  f.paid,
  f.paid_on,
  f.arrears_days,
  f.mobile_masked as mobile,
  f.address
from ods.power_usage f
left join dwd.identifier i on i.key = f.uscc_key
where f.batch in (select l.batch from meta.live l where l.asset = 'G/power_usage');
comment on view mart_l2.power_usage is '企业用电月度汇总 · 供电公司按户号、抄表月份汇总的企业用电量与电费，不含居民户。';
comment on column mart_l2.power_usage.biz_date is '数据日期';
comment on column mart_l2.power_usage.customer_id is '客户号 · 由统一社会信用代码归一';
comment on column mart_l2.power_usage.account_no is '用电户号 · 2级 · 供电企业给用电客户的编号';
comment on column mart_l2.power_usage.uscc is '统一社会信用代码 · 2级 · 法人和其他组织的 18 位全国统一代码';
comment on column mart_l2.power_usage.uscc_key is '统一社会信用代码代号 · 同号同码，只用于连接';
comment on column mart_l2.power_usage.name is '企业名称 · 2级 · 登记机关核准的企业或其他组织全称';
comment on column mart_l2.power_usage.stat_month is '统计月份 · 2级 · 抄表所属月份，不是缴费月份';
comment on column mart_l2.power_usage.usage_class is '用电类别 · 2级 · 电价分类，区分生产与商业用电';
comment on column mart_l2.power_usage.usage_kwh is '用电量 kWh · 2级 · 当月抄见电量';
comment on column mart_l2.power_usage.fee is '应收电费 · 2级 · 当月应收，含税';
comment on column mart_l2.power_usage.paid is '实收电费 · 2级 · 截至交付日已缴';
comment on column mart_l2.power_usage.paid_on is '缴费日期 · 2级 · 公历日期，规范写法 2025-11-20';
comment on column mart_l2.power_usage.arrears_days is '欠费天数 · 2级 · 逾期自然日数，未欠为 0';
comment on column mart_l2.power_usage.mobile is '联系手机 · 3级，此处为脱敏值；原值找 普惠金融部 李蓉';
comment on column mart_l2.power_usage.address is '用电地址 · 2级 · 供电点地址，到门牌';
create view mart_l3.power_usage with (security_invoker = true) as
select
  f.biz_date,
  i.customer_id,
  f.account_no,
  f.uscc,
  f.uscc_key,
  f.name,
  f.stat_month,
  f.usage_class,
  f.usage_kwh,
  f.fee,
  f.paid,
  f.paid_on,
  f.arrears_days,
  f.mobile,
  f.address
from ods.power_usage f
left join dwd.identifier i on i.key = f.uscc_key
where f.batch in (select l.batch from meta.live l where l.asset = 'G/power_usage');
comment on view mart_l3.power_usage is '企业用电月度汇总 · 供电公司按户号、抄表月份汇总的企业用电量与电费，不含居民户。';
comment on column mart_l3.power_usage.biz_date is '数据日期';
comment on column mart_l3.power_usage.customer_id is '客户号 · 由统一社会信用代码归一';
comment on column mart_l3.power_usage.account_no is '用电户号 · 2级 · 供电企业给用电客户的编号';
comment on column mart_l3.power_usage.uscc is '统一社会信用代码 · 2级 · 法人和其他组织的 18 位全国统一代码';
comment on column mart_l3.power_usage.uscc_key is '统一社会信用代码代号 · 同号同码，只用于连接';
comment on column mart_l3.power_usage.name is '企业名称 · 2级 · 登记机关核准的企业或其他组织全称';
comment on column mart_l3.power_usage.stat_month is '统计月份 · 2级 · 抄表所属月份，不是缴费月份';
comment on column mart_l3.power_usage.usage_class is '用电类别 · 2级 · 电价分类，区分生产与商业用电';
comment on column mart_l3.power_usage.usage_kwh is '用电量 kWh · 2级 · 当月抄见电量';
comment on column mart_l3.power_usage.fee is '应收电费 · 2级 · 当月应收，含税';
comment on column mart_l3.power_usage.paid is '实收电费 · 2级 · 截至交付日已缴';
comment on column mart_l3.power_usage.paid_on is '缴费日期 · 2级 · 公历日期，规范写法 2025-11-20';
comment on column mart_l3.power_usage.arrears_days is '欠费天数 · 2级 · 逾期自然日数，未欠为 0';
comment on column mart_l3.power_usage.mobile is '联系手机 · 3级 · 中国大陆 11 位手机号';
comment on column mart_l3.power_usage.address is '用电地址 · 2级 · 供电点地址，到门牌';
create view mart_l4.power_usage with (security_invoker = true) as
select
  f.biz_date,
  i.customer_id,
  f.account_no,
  f.uscc,
  f.uscc_key,
  f.name,
  f.stat_month,
  f.usage_class,
  f.usage_kwh,
  f.fee,
  f.paid,
  f.paid_on,
  f.arrears_days,
  f.mobile,
  f.address
from ods.power_usage f
left join dwd.identifier i on i.key = f.uscc_key
where f.batch in (select l.batch from meta.live l where l.asset = 'G/power_usage');
comment on view mart_l4.power_usage is '企业用电月度汇总 · 供电公司按户号、抄表月份汇总的企业用电量与电费，不含居民户。';
comment on column mart_l4.power_usage.biz_date is '数据日期';
comment on column mart_l4.power_usage.customer_id is '客户号 · 由统一社会信用代码归一';
comment on column mart_l4.power_usage.account_no is '用电户号 · 2级 · 供电企业给用电客户的编号';
comment on column mart_l4.power_usage.uscc is '统一社会信用代码 · 2级 · 法人和其他组织的 18 位全国统一代码';
comment on column mart_l4.power_usage.uscc_key is '统一社会信用代码代号 · 同号同码，只用于连接';
comment on column mart_l4.power_usage.name is '企业名称 · 2级 · 登记机关核准的企业或其他组织全称';
comment on column mart_l4.power_usage.stat_month is '统计月份 · 2级 · 抄表所属月份，不是缴费月份';
comment on column mart_l4.power_usage.usage_class is '用电类别 · 2级 · 电价分类，区分生产与商业用电';
comment on column mart_l4.power_usage.usage_kwh is '用电量 kWh · 2级 · 当月抄见电量';
comment on column mart_l4.power_usage.fee is '应收电费 · 2级 · 当月应收，含税';
comment on column mart_l4.power_usage.paid is '实收电费 · 2级 · 截至交付日已缴';
comment on column mart_l4.power_usage.paid_on is '缴费日期 · 2级 · 公历日期，规范写法 2025-11-20';
comment on column mart_l4.power_usage.arrears_days is '欠费天数 · 2级 · 逾期自然日数，未欠为 0';
comment on column mart_l4.power_usage.mobile is '联系手机 · 3级 · 中国大陆 11 位手机号';
comment on column mart_l4.power_usage.address is '用电地址 · 2级 · 供电点地址，到门牌';
revoke all on ods.power_usage from granary_l1;
revoke all on ods.power_usage from granary_l2;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l2;
revoke all on ods.power_usage from granary_l3;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, mobile, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l3;
revoke all on ods.power_usage from granary_l4;
grant select (batch, line, biz_date, account_no, uscc, name, stat_month, usage_class, usage_kwh, fee, paid, paid_on, arrears_days, mobile, address, account_no_masked, mobile_masked, uscc_key) on ods.power_usage to granary_l4;
revoke all on ods.power_usage from granary_nanjing;
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
