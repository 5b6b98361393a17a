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
update ods.account set cust_name_masked = case when id_type in ('11') then cust_name::text else left(cust_name::text, 1) || '**' end
where cust_name is not null;
update dwd.account set cust_name_masked = case when id_type in ('11') then cust_name::text else left(cust_name::text, 1) || '**' end
where cust_name is not null;
create temporary table touched (key bigint not null);
-- identifiers in folds that are read otherwise
insert into touched
select id_no_key as key from dwd.account where says_anew and id_no_key is not null
union
select account_no_key as key from dwd.account where says_anew and account_no_key is not null
union
select cust_no_key as key from dwd.account where says_anew and cust_no_key is not null
union
select id_no_key as key from dwd.account where says_anew and id_no_key is not null
union
select account_no_key as key from dwd.account where says_anew and account_no_key is not null
union
select cust_no_key as key from dwd.account where says_anew and cust_no_key is not null;
analyze touched;
-- what the folds say of them now
create temporary table named as
select distinct on (m.key) m.key, m.scheme, m.value, m.party_key, m.kind, m.id_no, m.id_no_masked,
  m.name, m.name_masked, min(m.valid_from) over (partition by m.key) as since,
  bool_or(m.is_customer) over (partition by m.key) as is_customer
from (
select f.id_no_key as key, case f.id_type::text when '01' then 'citizen_id' when '11' then 'uscc' end as scheme, f.id_no::text as value,
  f.id_no_key as party_key, case f.id_type::text when '01' then 'citizen_id' when '11' then 'uscc' end as kind, f.id_no::text as id_no,
  f.id_no_masked::text as id_no_masked, f.cust_name::text as name, f.cust_name_masked::text as name_masked,
  f.valid_from, true as is_customer, 0 as source,
  f.account_no::text as place
from dwd.account f
where f.says_anew and f.id_no_key is not null and f.id_no_key in (select key from touched)
union all
select f.account_no_key as key, 'account_no'::text as scheme, f.account_no::text as value,
  f.id_no_key as party_key, case f.id_type::text when '01' then 'citizen_id' when '11' then 'uscc' end as kind, f.id_no::text as id_no,
  f.id_no_masked::text as id_no_masked, f.cust_name::text as name, f.cust_name_masked::text as name_masked,
  f.valid_from, true as is_customer, 0 as source,
  f.account_no::text as place
from dwd.account f
where f.says_anew and f.account_no_key is not null and f.id_no_key is not null and f.account_no_key in (select key from touched)
union all
select f.cust_no_key as key, 'cust_no'::text as scheme, f.cust_no::text as value,
  f.id_no_key as party_key, case f.id_type::text when '01' then 'citizen_id' when '11' then 'uscc' end as kind, f.id_no::text as id_no,
  f.id_no_masked::text as id_no_masked, f.cust_name::text as name, f.cust_name_masked::text as name_masked,
  f.valid_from, true as is_customer, 0 as source,
  f.account_no::text as place
from dwd.account f
where f.says_anew and f.cust_no_key is not null and f.id_no_key is not null and f.cust_no_key in (select key from touched)
) m
order by m.key, m.is_customer desc, m.valid_from desc, m.source, m.place collate "C" desc;
analyze named;
-- parties: new ones get a number, known ones their newest name
insert into dwd.party (party_key, kind, id_no, id_no_masked, name, name_masked, is_customer)
select n.party_key, n.kind, n.id_no, n.id_no_masked, n.name, n.name_masked, n.is_customer
from named n
where n.key = n.party_key
on conflict (party_key) do update set
  id_no_masked = excluded.id_no_masked, name = excluded.name, name_masked = excluded.name_masked,
  is_customer = excluded.is_customer
where (dwd.party.id_no_masked, dwd.party.name, dwd.party.name_masked, dwd.party.is_customer)
  is distinct from (excluded.id_no_masked, excluded.name, excluded.name_masked, excluded.is_customer);
-- identifiers: to the party of the newest version that names them
insert into dwd.identifier (key, scheme, customer_id, since)
select n.key, n.scheme, p.customer_id, n.since
from named n
join dwd.party p on p.party_key = n.party_key
on conflict (key) do update set customer_id = excluded.customer_id, since = excluded.since
where (dwd.identifier.customer_id, dwd.identifier.since) is distinct from (excluded.customer_id, excluded.since);
-- identifiers that only the replaced batch named are named no more
delete from dwd.identifier where key in (select key from touched except select key from named);
-- and parties that only it named are nobody's customers
update dwd.party set is_customer = false where is_customer and party_key in (select key from touched except select key from named);
drop table named, touched;
revoke all on dwd.account from granary_l1;
revoke all on dwd.account from granary_l2;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l2;
revoke all on dwd.account from granary_l3;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l3;
revoke all on dwd.account from granary_l4;
grant select (valid_from, valid_to, batch, line, account_no, cust_no, id_type, id_no, cust_name, org_no, ccy, balance, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_l4;
revoke all on dwd.account from granary_nanjing;
grant select (valid_from, valid_to, batch, line, cust_no, id_type, org_no, ccy, account_no_masked, id_no_masked, cust_name_masked, account_no_key, cust_no_key, id_no_key) on dwd.account to granary_nanjing;
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
