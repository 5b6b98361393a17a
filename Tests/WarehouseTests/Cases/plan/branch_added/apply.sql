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
create or replace view mart_l1.indicator as
select indicator, zh, "group", unit, level, meaning, version from meta.indicator where level <= 1;
create or replace view mart_l1.indicator_group as
select g."group", g.zh, g.meaning, g.owner, i.indicators
from meta.indicator_group g join (
  select "group", count(*) as indicators from meta.indicator where level <= 1 group by "group"
) i on i."group" = g."group";
create or replace view mart_l1.label as
select n.label_no, n.label, n.value, n.zh, d.meaning, d.owner, n.level, d.version
from lab.label n join meta.label_definition d on d.label = n.label
where n.level <= 1 and d.level <= 1;
create or replace view mart_l1.kpi_definition as
select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
  numerator, denominator, target_code, pace
from meta.kpi_definition where level <= 1;
create or replace view mart_l1.opportunity_definition as
select opportunity, zh, kind, kind_zh, meaning, owner, frequency, version, level, dedupe, cooldown, most_open, expires
from meta.opportunity_definition where level <= 1;
create or replace view mart_l1.computed as
select l.part, l.biz_date, l.restatement, c.computed_at
from meta.computed_live l join meta.computation c on c.computation = l.computation
where l.dropped_at is null and case split_part(l.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(l.part, ':', 2) and d.level <= 1)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(l.part, ':', 2) and d.level <= 1)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(l.part, ':', 2) and d.level <= 1)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(l.part, ':', 2) and d.level <= 1)
  else split_part(l.part, ':', 2) <= 'l1' end;
create or replace view mart_l1.stale as
select s.part, s.biz_date, s.missing, s.objection from meta.stale s where case split_part(s.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(s.part, ':', 2) and d.level <= 1)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(s.part, ':', 2) and d.level <= 1)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(s.part, ':', 2) and d.level <= 1)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(s.part, ':', 2) and d.level <= 1)
  else split_part(s.part, ':', 2) <= 'l1' end;
create or replace view mart_l1.preliminary as
select h.part, h.biz_date, h.feed, h.missing,
  exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing) as arrived
from meta.hole h join meta.computed_live l
  on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation
where l.dropped_at is null and case split_part(h.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(h.part, ':', 2) and d.level <= 1)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(h.part, ':', 2) and d.level <= 1)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(h.part, ':', 2) and d.level <= 1)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(h.part, ':', 2) and d.level <= 1)
  else split_part(h.part, ':', 2) <= 'l1' end;
create or replace view mart_l1.restatement as
select c.part, c.biz_date, c.restatement, r.reason, r.approver, r.at
from meta.computed c join meta.restatement r on r.biz_date = c.biz_date and r.number = c.restatement
where case split_part(c.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(c.part, ':', 2) and d.level <= 1)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(c.part, ':', 2) and d.level <= 1)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(c.part, ':', 2) and d.level <= 1)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(c.part, ':', 2) and d.level <= 1)
  else split_part(c.part, ':', 2) <= 'l1' end;
create or replace view mart_l1.night as
select distinct on (b.business_date, b.feed) b.business_date as biz_date, b.feed,
  coalesce(a.definition::jsonb->>'zh', b.asset) as zh, b.status, b.loaded_rows, b.rejected_rows, b.closed_at
from meta.batch b left join meta.asset a on a.asset = b.asset
where b.status <> 'duplicate'
order by b.business_date, b.feed, b.batch desc;
create or replace view mart_l1.label_coverage with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.population, v.yes, v.unknown, v.entered, v."left"
from (select * from lab.coverage_l1) v
join lab.label n on n.label_no = v.label_no and n.level <= 1
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l1.label_bitmap with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.chunk, v.yes, v.unknown, v.population
from (select * from lab.bitmap_l1) v
join lab.label n on n.label_no = v.label_no and n.level <= 1
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l1.customer_label with (security_invoker = true) as
select v.biz_date, v.customer_id, n.label_no, n.label, n.value, n.zh, s.state
from (
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l1 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l1' and l.biz_date = f.biz_date and l.computation = f.computation)
) v
cross join lateral (
  select unnest(v.yes), 'yes' union all select unnest(v.unknown), 'unknown'
) s (label_no, state)
join lab.label n on n.label_no = s.label_no and n.level <= 1;
create or replace view mart_l1.opportunity_found with (security_invoker = true) as
select v.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority, v.expires_on
from (select * from opp.found_l1) v
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 1
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l1.open_opportunity with (security_invoker = true) as
select o.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority,
  v.biz_date as found_on, v.expires_on
from (
  select distinct c.biz_date from meta.computed_live c where c.part like 'opportunity:%'
) o
join (select * from opp.found_l1) v on v.biz_date <= o.biz_date and v.expires_on >= o.biz_date
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 1
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l1.kpi with (security_invoker = true) as
select v.biz_date, v.kpi, v.org_no, v.numerator, v.denominator, v.value, v.reason, v.customers, l.restatement
from (select * from kpi.value_l1) v
join meta.kpi_definition d on d.kpi = v.kpi and d.level <= 1
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'kpi:' || d.kpi and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
comment on view mart_l1.computed is '已计算并发布的部分';
comment on column mart_l1.computed.part is '部分：种类:编号';
comment on column mart_l1.computed.biz_date is '数据日期';
comment on column mart_l1.computed.restatement is '第几次重述；0 为首次';
comment on column mart_l1.computed.computed_at is '发布时间';
comment on view mart_l1.customer_label is '客户标签：每客户每日有哪些标签';
comment on column mart_l1.customer_label.biz_date is '数据日期';
comment on column mart_l1.customer_label.customer_id is '客户号';
comment on column mart_l1.customer_label.label_no is '标签序号';
comment on column mart_l1.customer_label.label is '标签编号';
comment on column mart_l1.customer_label.value is '取值';
comment on column mart_l1.customer_label.zh is '中文名';
comment on column mart_l1.customer_label.state is 'yes 是，unknown 未知';
comment on view mart_l1.indicator is '指标目录：此处可见的指标';
comment on column mart_l1.indicator.indicator is '指标编号，即列名';
comment on column mart_l1.indicator.zh is '中文名';
comment on column mart_l1.indicator."group" is '组：视图 ind_组';
comment on column mart_l1.indicator.unit is '单位';
comment on column mart_l1.indicator.level is '级别';
comment on column mart_l1.indicator.meaning is '口径';
comment on column mart_l1.indicator.version is '版本：计算方法改过几次';
comment on view mart_l1.indicator_group is '指标组：此处可见的指标按主题分组';
comment on column mart_l1.indicator_group."group" is '组：视图 ind_组';
comment on column mart_l1.indicator_group.zh is '中文名';
comment on column mart_l1.indicator_group.meaning is '口径';
comment on column mart_l1.indicator_group.owner is '责任人';
comment on column mart_l1.indicator_group.indicators is '此处可见的指标数';
comment on view mart_l1.kpi is '经营指标：每机构每日';
comment on column mart_l1.kpi.biz_date is '数据日期';
comment on column mart_l1.kpi.kpi is '经营指标编号';
comment on column mart_l1.kpi.org_no is '机构号';
comment on column mart_l1.kpi.numerator is '分子';
comment on column mart_l1.kpi.denominator is '分母';
comment on column mart_l1.kpi.value is '值；% 的为比率本身';
comment on column mart_l1.kpi.reason is '无值的原因：div0 分母为零，few 客户太少或可推出太少者，rate 缺汇率，overflow 超出范围';
comment on column mart_l1.kpi.customers is '有非零部分的客户数；按行合计的没有，few 时不示';
comment on column mart_l1.kpi.restatement is '第几次重述；0 为首次';
comment on view mart_l1.kpi_definition is '经营指标目录：此处可见的经营指标';
comment on column mart_l1.kpi_definition.kpi is '经营指标编号';
comment on column mart_l1.kpi_definition.zh is '中文名';
comment on column mart_l1.kpi_definition.en is '英文名';
comment on column mart_l1.kpi_definition.family is '类';
comment on column mart_l1.kpi_definition.family_zh is '类的中文名';
comment on column mart_l1.kpi_definition.place is '次序';
comment on column mart_l1.kpi_definition.meaning is '口径';
comment on column mart_l1.kpi_definition.owner is '责任人';
comment on column mart_l1.kpi_definition.unit is '单位；% 为比率乘 100';
comment on column mart_l1.kpi_definition.direction is 'up 越高越好，down 越低越好';
comment on column mart_l1.kpi_definition.frequency is '频度';
comment on column mart_l1.kpi_definition.version is '版本';
comment on column mart_l1.kpi_definition.level is '级别';
comment on column mart_l1.kpi_definition.numerator is '分子';
comment on column mart_l1.kpi_definition.denominator is '分母；无则即分子';
comment on column mart_l1.kpi_definition.target_code is '目标代码';
comment on column mart_l1.kpi_definition.pace is '目标节奏：month 月，year 年，level 水平';
comment on view mart_l1.label is '标签目录：此处可见的标签及其取值';
comment on column mart_l1.label.label_no is '标签序号，永不重用';
comment on column mart_l1.label.label is '标签编号';
comment on column mart_l1.label.value is '取值；是非标签为空';
comment on column mart_l1.label.zh is '中文名';
comment on column mart_l1.label.meaning is '口径';
comment on column mart_l1.label.owner is '责任人';
comment on column mart_l1.label.level is '级别';
comment on column mart_l1.label.version is '版本';
comment on view mart_l1.label_bitmap is '标签位图：第 c 块第 i 位为客户号 c*65536+i';
comment on column mart_l1.label_bitmap.biz_date is '数据日期';
comment on column mart_l1.label_bitmap.label_no is '标签序号';
comment on column mart_l1.label_bitmap.label is '标签编号';
comment on column mart_l1.label_bitmap.value is '取值';
comment on column mart_l1.label_bitmap.chunk is '块';
comment on column mart_l1.label_bitmap.yes is '为是';
comment on column mart_l1.label_bitmap.unknown is '未知';
comment on column mart_l1.label_bitmap.population is '适用客户；空为未保存';
comment on view mart_l1.label_coverage is '标签覆盖：每标签每日人数及进出';
comment on column mart_l1.label_coverage.biz_date is '数据日期';
comment on column mart_l1.label_coverage.label_no is '标签序号';
comment on column mart_l1.label_coverage.label is '标签编号';
comment on column mart_l1.label_coverage.value is '取值';
comment on column mart_l1.label_coverage.population is '适用客户数';
comment on column mart_l1.label_coverage.yes is '为是';
comment on column mart_l1.label_coverage.unknown is '未知';
comment on column mart_l1.label_coverage.entered is '较前一日进入';
comment on column mart_l1.label_coverage."left" is '较前一日离开';
comment on view mart_l1.night is '夜间批量：每来文每日最后一次交付';
comment on column mart_l1.night.biz_date is '数据日期';
comment on column mart_l1.night.feed is '来文';
comment on column mart_l1.night.zh is '中文名';
comment on column mart_l1.night.status is '状态';
comment on column mart_l1.night.loaded_rows is '装载行数';
comment on column mart_l1.night.rejected_rows is '拒收行数';
comment on column mart_l1.night.closed_at is '完成时间';
comment on view mart_l1.open_opportunity is '未到期商机：每个数据日期尚在有效期内的';
comment on column mart_l1.open_opportunity.biz_date is '数据日期';
comment on column mart_l1.open_opportunity.opportunity is '商机编号';
comment on column mart_l1.open_opportunity.kind is '商机类型代码';
comment on column mart_l1.open_opportunity.customer_id is '客户号';
comment on column mart_l1.open_opportunity.org_no is '归属机构；空为没有归属';
comment on column mart_l1.open_opportunity.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l1.open_opportunity.priority is '优先级，0 到 100';
comment on column mart_l1.open_opportunity.found_on is '发现日期';
comment on column mart_l1.open_opportunity.expires_on is '最后有效日';
comment on view mart_l1.opportunity_definition is '商机目录：此处可见的商机';
comment on column mart_l1.opportunity_definition.opportunity is '商机编号';
comment on column mart_l1.opportunity_definition.zh is '中文名';
comment on column mart_l1.opportunity_definition.kind is '商机类型代码';
comment on column mart_l1.opportunity_definition.kind_zh is '商机类型';
comment on column mart_l1.opportunity_definition.meaning is '口径';
comment on column mart_l1.opportunity_definition.owner is '责任人';
comment on column mart_l1.opportunity_definition.frequency is '频度';
comment on column mart_l1.opportunity_definition.version is '版本';
comment on column mart_l1.opportunity_definition.level is '级别';
comment on column mart_l1.opportunity_definition.dedupe is '同一商机几天内不重复';
comment on column mart_l1.opportunity_definition.cooldown is '任一商机之后几天内不再发现';
comment on column mart_l1.opportunity_definition.most_open is '每客户最多同时未到期的个数';
comment on column mart_l1.opportunity_definition.expires is '发现后几天到期';
comment on view mart_l1.opportunity_found is '商机：发现的一日一行';
comment on column mart_l1.opportunity_found.biz_date is '数据日期，即发现日期';
comment on column mart_l1.opportunity_found.opportunity is '商机编号';
comment on column mart_l1.opportunity_found.kind is '商机类型代码';
comment on column mart_l1.opportunity_found.customer_id is '客户号';
comment on column mart_l1.opportunity_found.org_no is '归属机构；空为没有归属';
comment on column mart_l1.opportunity_found.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l1.opportunity_found.priority is '优先级，0 到 100';
comment on column mart_l1.opportunity_found.expires_on is '最后有效日';
comment on view mart_l1.preliminary is '初值：窗口内有来文应到未到即已计算的部分';
comment on column mart_l1.preliminary.part is '部分：种类:编号';
comment on column mart_l1.preliminary.biz_date is '数据日期';
comment on column mart_l1.preliminary.feed is '缺少的来文';
comment on column mart_l1.preliminary.missing is '缺其何日';
comment on column mart_l1.preliminary.arrived is '计算之后已到：待重述';
comment on view mart_l1.restatement is '重述：哪些部分为何重算';
comment on column mart_l1.restatement.part is '部分：种类:编号';
comment on column mart_l1.restatement.biz_date is '数据日期';
comment on column mart_l1.restatement.restatement is '第几次';
comment on column mart_l1.restatement.reason is '原因';
comment on column mart_l1.restatement.approver is '批准人';
comment on column mart_l1.restatement.at is '时间';
comment on view mart_l1.stale is '未能计算的部分，及缺哪些来文';
comment on column mart_l1.stale.part is '部分：种类:编号';
comment on column mart_l1.stale.biz_date is '数据日期';
comment on column mart_l1.stale.missing is '缺少的来文';
comment on column mart_l1.stale.objection is '与预期不符之处，待人复核';
create or replace view mart_l2.indicator as
select indicator, zh, "group", unit, level, meaning, version from meta.indicator where level <= 2;
create or replace view mart_l2.indicator_group as
select g."group", g.zh, g.meaning, g.owner, i.indicators
from meta.indicator_group g join (
  select "group", count(*) as indicators from meta.indicator where level <= 2 group by "group"
) i on i."group" = g."group";
create or replace view mart_l2.label as
select n.label_no, n.label, n.value, n.zh, d.meaning, d.owner, n.level, d.version
from lab.label n join meta.label_definition d on d.label = n.label
where n.level <= 2 and d.level <= 2;
create or replace view mart_l2.kpi_definition as
select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
  numerator, denominator, target_code, pace
from meta.kpi_definition where level <= 2;
create or replace view mart_l2.opportunity_definition as
select opportunity, zh, kind, kind_zh, meaning, owner, frequency, version, level, dedupe, cooldown, most_open, expires
from meta.opportunity_definition where level <= 2;
create or replace view mart_l2.computed as
select l.part, l.biz_date, l.restatement, c.computed_at
from meta.computed_live l join meta.computation c on c.computation = l.computation
where l.dropped_at is null and case split_part(l.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(l.part, ':', 2) and d.level <= 2)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(l.part, ':', 2) and d.level <= 2)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(l.part, ':', 2) and d.level <= 2)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(l.part, ':', 2) and d.level <= 2)
  else split_part(l.part, ':', 2) <= 'l2' end;
create or replace view mart_l2.stale as
select s.part, s.biz_date, s.missing, s.objection from meta.stale s where case split_part(s.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(s.part, ':', 2) and d.level <= 2)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(s.part, ':', 2) and d.level <= 2)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(s.part, ':', 2) and d.level <= 2)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(s.part, ':', 2) and d.level <= 2)
  else split_part(s.part, ':', 2) <= 'l2' end;
create or replace view mart_l2.preliminary as
select h.part, h.biz_date, h.feed, h.missing,
  exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing) as arrived
from meta.hole h join meta.computed_live l
  on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation
where l.dropped_at is null and case split_part(h.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(h.part, ':', 2) and d.level <= 2)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(h.part, ':', 2) and d.level <= 2)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(h.part, ':', 2) and d.level <= 2)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(h.part, ':', 2) and d.level <= 2)
  else split_part(h.part, ':', 2) <= 'l2' end;
create or replace view mart_l2.restatement as
select c.part, c.biz_date, c.restatement, r.reason, r.approver, r.at
from meta.computed c join meta.restatement r on r.biz_date = c.biz_date and r.number = c.restatement
where case split_part(c.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(c.part, ':', 2) and d.level <= 2)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(c.part, ':', 2) and d.level <= 2)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(c.part, ':', 2) and d.level <= 2)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(c.part, ':', 2) and d.level <= 2)
  else split_part(c.part, ':', 2) <= 'l2' end;
create or replace view mart_l2.night as
select distinct on (b.business_date, b.feed) b.business_date as biz_date, b.feed,
  coalesce(a.definition::jsonb->>'zh', b.asset) as zh, b.status, b.loaded_rows, b.rejected_rows, b.closed_at
from meta.batch b left join meta.asset a on a.asset = b.asset
where b.status <> 'duplicate'
order by b.business_date, b.feed, b.batch desc;
create or replace view mart_l2.label_coverage with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.population, v.yes, v.unknown, v.entered, v."left"
from (select * from lab.coverage_l1 union all select * from lab.coverage_l2) v
join lab.label n on n.label_no = v.label_no and n.level <= 2
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l2.label_bitmap with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.chunk, v.yes, v.unknown, v.population
from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2) v
join lab.label n on n.label_no = v.label_no and n.level <= 2
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l2.customer_label with (security_invoker = true) as
select v.biz_date, v.customer_id, n.label_no, n.label, n.value, n.zh, s.state
from (
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l1 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l1' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l2 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l2' and l.biz_date = f.biz_date and l.computation = f.computation)
) v
cross join lateral (
  select unnest(v.yes), 'yes' union all select unnest(v.unknown), 'unknown'
) s (label_no, state)
join lab.label n on n.label_no = s.label_no and n.level <= 2;
create or replace view mart_l2.opportunity_found with (security_invoker = true) as
select v.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority, v.expires_on
from (select * from opp.found_l1 union all select * from opp.found_l2) v
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 2
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l2.open_opportunity with (security_invoker = true) as
select o.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority,
  v.biz_date as found_on, v.expires_on
from (
  select distinct c.biz_date from meta.computed_live c where c.part like 'opportunity:%'
) o
join (select * from opp.found_l1 union all select * from opp.found_l2) v on v.biz_date <= o.biz_date and v.expires_on >= o.biz_date
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 2
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l2.kpi with (security_invoker = true) as
select v.biz_date, v.kpi, v.org_no, v.numerator, v.denominator, v.value, v.reason, v.customers, l.restatement
from (select * from kpi.value_l1 union all select * from kpi.value_l2) v
join meta.kpi_definition d on d.kpi = v.kpi and d.level <= 2
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'kpi:' || d.kpi and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
comment on view mart_l2.computed is '已计算并发布的部分';
comment on column mart_l2.computed.part is '部分：种类:编号';
comment on column mart_l2.computed.biz_date is '数据日期';
comment on column mart_l2.computed.restatement is '第几次重述；0 为首次';
comment on column mart_l2.computed.computed_at is '发布时间';
comment on view mart_l2.customer_label is '客户标签：每客户每日有哪些标签';
comment on column mart_l2.customer_label.biz_date is '数据日期';
comment on column mart_l2.customer_label.customer_id is '客户号';
comment on column mart_l2.customer_label.label_no is '标签序号';
comment on column mart_l2.customer_label.label is '标签编号';
comment on column mart_l2.customer_label.value is '取值';
comment on column mart_l2.customer_label.zh is '中文名';
comment on column mart_l2.customer_label.state is 'yes 是，unknown 未知';
comment on view mart_l2.indicator is '指标目录：此处可见的指标';
comment on column mart_l2.indicator.indicator is '指标编号，即列名';
comment on column mart_l2.indicator.zh is '中文名';
comment on column mart_l2.indicator."group" is '组：视图 ind_组';
comment on column mart_l2.indicator.unit is '单位';
comment on column mart_l2.indicator.level is '级别';
comment on column mart_l2.indicator.meaning is '口径';
comment on column mart_l2.indicator.version is '版本：计算方法改过几次';
comment on view mart_l2.indicator_group is '指标组：此处可见的指标按主题分组';
comment on column mart_l2.indicator_group."group" is '组：视图 ind_组';
comment on column mart_l2.indicator_group.zh is '中文名';
comment on column mart_l2.indicator_group.meaning is '口径';
comment on column mart_l2.indicator_group.owner is '责任人';
comment on column mart_l2.indicator_group.indicators is '此处可见的指标数';
comment on view mart_l2.kpi is '经营指标：每机构每日';
comment on column mart_l2.kpi.biz_date is '数据日期';
comment on column mart_l2.kpi.kpi is '经营指标编号';
comment on column mart_l2.kpi.org_no is '机构号';
comment on column mart_l2.kpi.numerator is '分子';
comment on column mart_l2.kpi.denominator is '分母';
comment on column mart_l2.kpi.value is '值；% 的为比率本身';
comment on column mart_l2.kpi.reason is '无值的原因：div0 分母为零，few 客户太少或可推出太少者，rate 缺汇率，overflow 超出范围';
comment on column mart_l2.kpi.customers is '有非零部分的客户数；按行合计的没有，few 时不示';
comment on column mart_l2.kpi.restatement is '第几次重述；0 为首次';
comment on view mart_l2.kpi_definition is '经营指标目录：此处可见的经营指标';
comment on column mart_l2.kpi_definition.kpi is '经营指标编号';
comment on column mart_l2.kpi_definition.zh is '中文名';
comment on column mart_l2.kpi_definition.en is '英文名';
comment on column mart_l2.kpi_definition.family is '类';
comment on column mart_l2.kpi_definition.family_zh is '类的中文名';
comment on column mart_l2.kpi_definition.place is '次序';
comment on column mart_l2.kpi_definition.meaning is '口径';
comment on column mart_l2.kpi_definition.owner is '责任人';
comment on column mart_l2.kpi_definition.unit is '单位；% 为比率乘 100';
comment on column mart_l2.kpi_definition.direction is 'up 越高越好，down 越低越好';
comment on column mart_l2.kpi_definition.frequency is '频度';
comment on column mart_l2.kpi_definition.version is '版本';
comment on column mart_l2.kpi_definition.level is '级别';
comment on column mart_l2.kpi_definition.numerator is '分子';
comment on column mart_l2.kpi_definition.denominator is '分母；无则即分子';
comment on column mart_l2.kpi_definition.target_code is '目标代码';
comment on column mart_l2.kpi_definition.pace is '目标节奏：month 月，year 年，level 水平';
comment on view mart_l2.label is '标签目录：此处可见的标签及其取值';
comment on column mart_l2.label.label_no is '标签序号，永不重用';
comment on column mart_l2.label.label is '标签编号';
comment on column mart_l2.label.value is '取值；是非标签为空';
comment on column mart_l2.label.zh is '中文名';
comment on column mart_l2.label.meaning is '口径';
comment on column mart_l2.label.owner is '责任人';
comment on column mart_l2.label.level is '级别';
comment on column mart_l2.label.version is '版本';
comment on view mart_l2.label_bitmap is '标签位图：第 c 块第 i 位为客户号 c*65536+i';
comment on column mart_l2.label_bitmap.biz_date is '数据日期';
comment on column mart_l2.label_bitmap.label_no is '标签序号';
comment on column mart_l2.label_bitmap.label is '标签编号';
comment on column mart_l2.label_bitmap.value is '取值';
comment on column mart_l2.label_bitmap.chunk is '块';
comment on column mart_l2.label_bitmap.yes is '为是';
comment on column mart_l2.label_bitmap.unknown is '未知';
comment on column mart_l2.label_bitmap.population is '适用客户；空为未保存';
comment on view mart_l2.label_coverage is '标签覆盖：每标签每日人数及进出';
comment on column mart_l2.label_coverage.biz_date is '数据日期';
comment on column mart_l2.label_coverage.label_no is '标签序号';
comment on column mart_l2.label_coverage.label is '标签编号';
comment on column mart_l2.label_coverage.value is '取值';
comment on column mart_l2.label_coverage.population is '适用客户数';
comment on column mart_l2.label_coverage.yes is '为是';
comment on column mart_l2.label_coverage.unknown is '未知';
comment on column mart_l2.label_coverage.entered is '较前一日进入';
comment on column mart_l2.label_coverage."left" is '较前一日离开';
comment on view mart_l2.night is '夜间批量：每来文每日最后一次交付';
comment on column mart_l2.night.biz_date is '数据日期';
comment on column mart_l2.night.feed is '来文';
comment on column mart_l2.night.zh is '中文名';
comment on column mart_l2.night.status is '状态';
comment on column mart_l2.night.loaded_rows is '装载行数';
comment on column mart_l2.night.rejected_rows is '拒收行数';
comment on column mart_l2.night.closed_at is '完成时间';
comment on view mart_l2.open_opportunity is '未到期商机：每个数据日期尚在有效期内的';
comment on column mart_l2.open_opportunity.biz_date is '数据日期';
comment on column mart_l2.open_opportunity.opportunity is '商机编号';
comment on column mart_l2.open_opportunity.kind is '商机类型代码';
comment on column mart_l2.open_opportunity.customer_id is '客户号';
comment on column mart_l2.open_opportunity.org_no is '归属机构；空为没有归属';
comment on column mart_l2.open_opportunity.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l2.open_opportunity.priority is '优先级，0 到 100';
comment on column mart_l2.open_opportunity.found_on is '发现日期';
comment on column mart_l2.open_opportunity.expires_on is '最后有效日';
comment on view mart_l2.opportunity_definition is '商机目录：此处可见的商机';
comment on column mart_l2.opportunity_definition.opportunity is '商机编号';
comment on column mart_l2.opportunity_definition.zh is '中文名';
comment on column mart_l2.opportunity_definition.kind is '商机类型代码';
comment on column mart_l2.opportunity_definition.kind_zh is '商机类型';
comment on column mart_l2.opportunity_definition.meaning is '口径';
comment on column mart_l2.opportunity_definition.owner is '责任人';
comment on column mart_l2.opportunity_definition.frequency is '频度';
comment on column mart_l2.opportunity_definition.version is '版本';
comment on column mart_l2.opportunity_definition.level is '级别';
comment on column mart_l2.opportunity_definition.dedupe is '同一商机几天内不重复';
comment on column mart_l2.opportunity_definition.cooldown is '任一商机之后几天内不再发现';
comment on column mart_l2.opportunity_definition.most_open is '每客户最多同时未到期的个数';
comment on column mart_l2.opportunity_definition.expires is '发现后几天到期';
comment on view mart_l2.opportunity_found is '商机：发现的一日一行';
comment on column mart_l2.opportunity_found.biz_date is '数据日期，即发现日期';
comment on column mart_l2.opportunity_found.opportunity is '商机编号';
comment on column mart_l2.opportunity_found.kind is '商机类型代码';
comment on column mart_l2.opportunity_found.customer_id is '客户号';
comment on column mart_l2.opportunity_found.org_no is '归属机构；空为没有归属';
comment on column mart_l2.opportunity_found.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l2.opportunity_found.priority is '优先级，0 到 100';
comment on column mart_l2.opportunity_found.expires_on is '最后有效日';
comment on view mart_l2.preliminary is '初值：窗口内有来文应到未到即已计算的部分';
comment on column mart_l2.preliminary.part is '部分：种类:编号';
comment on column mart_l2.preliminary.biz_date is '数据日期';
comment on column mart_l2.preliminary.feed is '缺少的来文';
comment on column mart_l2.preliminary.missing is '缺其何日';
comment on column mart_l2.preliminary.arrived is '计算之后已到：待重述';
comment on view mart_l2.restatement is '重述：哪些部分为何重算';
comment on column mart_l2.restatement.part is '部分：种类:编号';
comment on column mart_l2.restatement.biz_date is '数据日期';
comment on column mart_l2.restatement.restatement is '第几次';
comment on column mart_l2.restatement.reason is '原因';
comment on column mart_l2.restatement.approver is '批准人';
comment on column mart_l2.restatement.at is '时间';
comment on view mart_l2.stale is '未能计算的部分，及缺哪些来文';
comment on column mart_l2.stale.part is '部分：种类:编号';
comment on column mart_l2.stale.biz_date is '数据日期';
comment on column mart_l2.stale.missing is '缺少的来文';
comment on column mart_l2.stale.objection is '与预期不符之处，待人复核';
create or replace view mart_l3.indicator as
select indicator, zh, "group", unit, level, meaning, version from meta.indicator where level <= 3;
create or replace view mart_l3.indicator_group as
select g."group", g.zh, g.meaning, g.owner, i.indicators
from meta.indicator_group g join (
  select "group", count(*) as indicators from meta.indicator where level <= 3 group by "group"
) i on i."group" = g."group";
create or replace view mart_l3.label as
select n.label_no, n.label, n.value, n.zh, d.meaning, d.owner, n.level, d.version
from lab.label n join meta.label_definition d on d.label = n.label
where n.level <= 3 and d.level <= 3;
create or replace view mart_l3.kpi_definition as
select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
  numerator, denominator, target_code, pace
from meta.kpi_definition where level <= 3;
create or replace view mart_l3.opportunity_definition as
select opportunity, zh, kind, kind_zh, meaning, owner, frequency, version, level, dedupe, cooldown, most_open, expires
from meta.opportunity_definition where level <= 3;
create or replace view mart_l3.computed as
select l.part, l.biz_date, l.restatement, c.computed_at
from meta.computed_live l join meta.computation c on c.computation = l.computation
where l.dropped_at is null and case split_part(l.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(l.part, ':', 2) and d.level <= 3)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(l.part, ':', 2) and d.level <= 3)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(l.part, ':', 2) and d.level <= 3)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(l.part, ':', 2) and d.level <= 3)
  else split_part(l.part, ':', 2) <= 'l3' end;
create or replace view mart_l3.stale as
select s.part, s.biz_date, s.missing, s.objection from meta.stale s where case split_part(s.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(s.part, ':', 2) and d.level <= 3)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(s.part, ':', 2) and d.level <= 3)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(s.part, ':', 2) and d.level <= 3)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(s.part, ':', 2) and d.level <= 3)
  else split_part(s.part, ':', 2) <= 'l3' end;
create or replace view mart_l3.preliminary as
select h.part, h.biz_date, h.feed, h.missing,
  exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing) as arrived
from meta.hole h join meta.computed_live l
  on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation
where l.dropped_at is null and case split_part(h.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(h.part, ':', 2) and d.level <= 3)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(h.part, ':', 2) and d.level <= 3)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(h.part, ':', 2) and d.level <= 3)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(h.part, ':', 2) and d.level <= 3)
  else split_part(h.part, ':', 2) <= 'l3' end;
create or replace view mart_l3.restatement as
select c.part, c.biz_date, c.restatement, r.reason, r.approver, r.at
from meta.computed c join meta.restatement r on r.biz_date = c.biz_date and r.number = c.restatement
where case split_part(c.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(c.part, ':', 2) and d.level <= 3)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(c.part, ':', 2) and d.level <= 3)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(c.part, ':', 2) and d.level <= 3)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(c.part, ':', 2) and d.level <= 3)
  else split_part(c.part, ':', 2) <= 'l3' end;
create or replace view mart_l3.night as
select distinct on (b.business_date, b.feed) b.business_date as biz_date, b.feed,
  coalesce(a.definition::jsonb->>'zh', b.asset) as zh, b.status, b.loaded_rows, b.rejected_rows, b.closed_at
from meta.batch b left join meta.asset a on a.asset = b.asset
where b.status <> 'duplicate'
order by b.business_date, b.feed, b.batch desc;
create or replace view mart_l3.label_coverage with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.population, v.yes, v.unknown, v.entered, v."left"
from (select * from lab.coverage_l1 union all select * from lab.coverage_l2 union all select * from lab.coverage_l3) v
join lab.label n on n.label_no = v.label_no and n.level <= 3
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l3.label_bitmap with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.chunk, v.yes, v.unknown, v.population
from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2 union all select * from lab.bitmap_l3) v
join lab.label n on n.label_no = v.label_no and n.level <= 3
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l3.customer_label with (security_invoker = true) as
select v.biz_date, v.customer_id, n.label_no, n.label, n.value, n.zh, s.state
from (
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l1 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l1' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l2 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l2' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l3 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l3' and l.biz_date = f.biz_date and l.computation = f.computation)
) v
cross join lateral (
  select unnest(v.yes), 'yes' union all select unnest(v.unknown), 'unknown'
) s (label_no, state)
join lab.label n on n.label_no = s.label_no and n.level <= 3;
create or replace view mart_l3.opportunity_found with (security_invoker = true) as
select v.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority, v.expires_on
from (select * from opp.found_l1 union all select * from opp.found_l2 union all select * from opp.found_l3) v
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 3
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l3.open_opportunity with (security_invoker = true) as
select o.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority,
  v.biz_date as found_on, v.expires_on
from (
  select distinct c.biz_date from meta.computed_live c where c.part like 'opportunity:%'
) o
join (select * from opp.found_l1 union all select * from opp.found_l2 union all select * from opp.found_l3) v on v.biz_date <= o.biz_date and v.expires_on >= o.biz_date
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 3
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l3.kpi with (security_invoker = true) as
select v.biz_date, v.kpi, v.org_no, v.numerator, v.denominator, v.value, v.reason, v.customers, l.restatement
from (select * from kpi.value_l1 union all select * from kpi.value_l2 union all select * from kpi.value_l3) v
join meta.kpi_definition d on d.kpi = v.kpi and d.level <= 3
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'kpi:' || d.kpi and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
comment on view mart_l3.computed is '已计算并发布的部分';
comment on column mart_l3.computed.part is '部分：种类:编号';
comment on column mart_l3.computed.biz_date is '数据日期';
comment on column mart_l3.computed.restatement is '第几次重述；0 为首次';
comment on column mart_l3.computed.computed_at is '发布时间';
comment on view mart_l3.customer_label is '客户标签：每客户每日有哪些标签';
comment on column mart_l3.customer_label.biz_date is '数据日期';
comment on column mart_l3.customer_label.customer_id is '客户号';
comment on column mart_l3.customer_label.label_no is '标签序号';
comment on column mart_l3.customer_label.label is '标签编号';
comment on column mart_l3.customer_label.value is '取值';
comment on column mart_l3.customer_label.zh is '中文名';
comment on column mart_l3.customer_label.state is 'yes 是，unknown 未知';
comment on view mart_l3.indicator is '指标目录：此处可见的指标';
comment on column mart_l3.indicator.indicator is '指标编号，即列名';
comment on column mart_l3.indicator.zh is '中文名';
comment on column mart_l3.indicator."group" is '组：视图 ind_组';
comment on column mart_l3.indicator.unit is '单位';
comment on column mart_l3.indicator.level is '级别';
comment on column mart_l3.indicator.meaning is '口径';
comment on column mart_l3.indicator.version is '版本：计算方法改过几次';
comment on view mart_l3.indicator_group is '指标组：此处可见的指标按主题分组';
comment on column mart_l3.indicator_group."group" is '组：视图 ind_组';
comment on column mart_l3.indicator_group.zh is '中文名';
comment on column mart_l3.indicator_group.meaning is '口径';
comment on column mart_l3.indicator_group.owner is '责任人';
comment on column mart_l3.indicator_group.indicators is '此处可见的指标数';
comment on view mart_l3.kpi is '经营指标：每机构每日';
comment on column mart_l3.kpi.biz_date is '数据日期';
comment on column mart_l3.kpi.kpi is '经营指标编号';
comment on column mart_l3.kpi.org_no is '机构号';
comment on column mart_l3.kpi.numerator is '分子';
comment on column mart_l3.kpi.denominator is '分母';
comment on column mart_l3.kpi.value is '值；% 的为比率本身';
comment on column mart_l3.kpi.reason is '无值的原因：div0 分母为零，few 客户太少或可推出太少者，rate 缺汇率，overflow 超出范围';
comment on column mart_l3.kpi.customers is '有非零部分的客户数；按行合计的没有，few 时不示';
comment on column mart_l3.kpi.restatement is '第几次重述；0 为首次';
comment on view mart_l3.kpi_definition is '经营指标目录：此处可见的经营指标';
comment on column mart_l3.kpi_definition.kpi is '经营指标编号';
comment on column mart_l3.kpi_definition.zh is '中文名';
comment on column mart_l3.kpi_definition.en is '英文名';
comment on column mart_l3.kpi_definition.family is '类';
comment on column mart_l3.kpi_definition.family_zh is '类的中文名';
comment on column mart_l3.kpi_definition.place is '次序';
comment on column mart_l3.kpi_definition.meaning is '口径';
comment on column mart_l3.kpi_definition.owner is '责任人';
comment on column mart_l3.kpi_definition.unit is '单位；% 为比率乘 100';
comment on column mart_l3.kpi_definition.direction is 'up 越高越好，down 越低越好';
comment on column mart_l3.kpi_definition.frequency is '频度';
comment on column mart_l3.kpi_definition.version is '版本';
comment on column mart_l3.kpi_definition.level is '级别';
comment on column mart_l3.kpi_definition.numerator is '分子';
comment on column mart_l3.kpi_definition.denominator is '分母；无则即分子';
comment on column mart_l3.kpi_definition.target_code is '目标代码';
comment on column mart_l3.kpi_definition.pace is '目标节奏：month 月，year 年，level 水平';
comment on view mart_l3.label is '标签目录：此处可见的标签及其取值';
comment on column mart_l3.label.label_no is '标签序号，永不重用';
comment on column mart_l3.label.label is '标签编号';
comment on column mart_l3.label.value is '取值；是非标签为空';
comment on column mart_l3.label.zh is '中文名';
comment on column mart_l3.label.meaning is '口径';
comment on column mart_l3.label.owner is '责任人';
comment on column mart_l3.label.level is '级别';
comment on column mart_l3.label.version is '版本';
comment on view mart_l3.label_bitmap is '标签位图：第 c 块第 i 位为客户号 c*65536+i';
comment on column mart_l3.label_bitmap.biz_date is '数据日期';
comment on column mart_l3.label_bitmap.label_no is '标签序号';
comment on column mart_l3.label_bitmap.label is '标签编号';
comment on column mart_l3.label_bitmap.value is '取值';
comment on column mart_l3.label_bitmap.chunk is '块';
comment on column mart_l3.label_bitmap.yes is '为是';
comment on column mart_l3.label_bitmap.unknown is '未知';
comment on column mart_l3.label_bitmap.population is '适用客户；空为未保存';
comment on view mart_l3.label_coverage is '标签覆盖：每标签每日人数及进出';
comment on column mart_l3.label_coverage.biz_date is '数据日期';
comment on column mart_l3.label_coverage.label_no is '标签序号';
comment on column mart_l3.label_coverage.label is '标签编号';
comment on column mart_l3.label_coverage.value is '取值';
comment on column mart_l3.label_coverage.population is '适用客户数';
comment on column mart_l3.label_coverage.yes is '为是';
comment on column mart_l3.label_coverage.unknown is '未知';
comment on column mart_l3.label_coverage.entered is '较前一日进入';
comment on column mart_l3.label_coverage."left" is '较前一日离开';
comment on view mart_l3.night is '夜间批量：每来文每日最后一次交付';
comment on column mart_l3.night.biz_date is '数据日期';
comment on column mart_l3.night.feed is '来文';
comment on column mart_l3.night.zh is '中文名';
comment on column mart_l3.night.status is '状态';
comment on column mart_l3.night.loaded_rows is '装载行数';
comment on column mart_l3.night.rejected_rows is '拒收行数';
comment on column mart_l3.night.closed_at is '完成时间';
comment on view mart_l3.open_opportunity is '未到期商机：每个数据日期尚在有效期内的';
comment on column mart_l3.open_opportunity.biz_date is '数据日期';
comment on column mart_l3.open_opportunity.opportunity is '商机编号';
comment on column mart_l3.open_opportunity.kind is '商机类型代码';
comment on column mart_l3.open_opportunity.customer_id is '客户号';
comment on column mart_l3.open_opportunity.org_no is '归属机构；空为没有归属';
comment on column mart_l3.open_opportunity.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l3.open_opportunity.priority is '优先级，0 到 100';
comment on column mart_l3.open_opportunity.found_on is '发现日期';
comment on column mart_l3.open_opportunity.expires_on is '最后有效日';
comment on view mart_l3.opportunity_definition is '商机目录：此处可见的商机';
comment on column mart_l3.opportunity_definition.opportunity is '商机编号';
comment on column mart_l3.opportunity_definition.zh is '中文名';
comment on column mart_l3.opportunity_definition.kind is '商机类型代码';
comment on column mart_l3.opportunity_definition.kind_zh is '商机类型';
comment on column mart_l3.opportunity_definition.meaning is '口径';
comment on column mart_l3.opportunity_definition.owner is '责任人';
comment on column mart_l3.opportunity_definition.frequency is '频度';
comment on column mart_l3.opportunity_definition.version is '版本';
comment on column mart_l3.opportunity_definition.level is '级别';
comment on column mart_l3.opportunity_definition.dedupe is '同一商机几天内不重复';
comment on column mart_l3.opportunity_definition.cooldown is '任一商机之后几天内不再发现';
comment on column mart_l3.opportunity_definition.most_open is '每客户最多同时未到期的个数';
comment on column mart_l3.opportunity_definition.expires is '发现后几天到期';
comment on view mart_l3.opportunity_found is '商机：发现的一日一行';
comment on column mart_l3.opportunity_found.biz_date is '数据日期，即发现日期';
comment on column mart_l3.opportunity_found.opportunity is '商机编号';
comment on column mart_l3.opportunity_found.kind is '商机类型代码';
comment on column mart_l3.opportunity_found.customer_id is '客户号';
comment on column mart_l3.opportunity_found.org_no is '归属机构；空为没有归属';
comment on column mart_l3.opportunity_found.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l3.opportunity_found.priority is '优先级，0 到 100';
comment on column mart_l3.opportunity_found.expires_on is '最后有效日';
comment on view mart_l3.preliminary is '初值：窗口内有来文应到未到即已计算的部分';
comment on column mart_l3.preliminary.part is '部分：种类:编号';
comment on column mart_l3.preliminary.biz_date is '数据日期';
comment on column mart_l3.preliminary.feed is '缺少的来文';
comment on column mart_l3.preliminary.missing is '缺其何日';
comment on column mart_l3.preliminary.arrived is '计算之后已到：待重述';
comment on view mart_l3.restatement is '重述：哪些部分为何重算';
comment on column mart_l3.restatement.part is '部分：种类:编号';
comment on column mart_l3.restatement.biz_date is '数据日期';
comment on column mart_l3.restatement.restatement is '第几次';
comment on column mart_l3.restatement.reason is '原因';
comment on column mart_l3.restatement.approver is '批准人';
comment on column mart_l3.restatement.at is '时间';
comment on view mart_l3.stale is '未能计算的部分，及缺哪些来文';
comment on column mart_l3.stale.part is '部分：种类:编号';
comment on column mart_l3.stale.biz_date is '数据日期';
comment on column mart_l3.stale.missing is '缺少的来文';
comment on column mart_l3.stale.objection is '与预期不符之处，待人复核';
create or replace view mart_l4.indicator as
select indicator, zh, "group", unit, level, meaning, version from meta.indicator where level <= 4;
create or replace view mart_l4.indicator_group as
select g."group", g.zh, g.meaning, g.owner, i.indicators
from meta.indicator_group g join (
  select "group", count(*) as indicators from meta.indicator where level <= 4 group by "group"
) i on i."group" = g."group";
create or replace view mart_l4.label as
select n.label_no, n.label, n.value, n.zh, d.meaning, d.owner, n.level, d.version
from lab.label n join meta.label_definition d on d.label = n.label
where n.level <= 4 and d.level <= 4;
create or replace view mart_l4.kpi_definition as
select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
  numerator, denominator, target_code, pace
from meta.kpi_definition where level <= 4;
create or replace view mart_l4.opportunity_definition as
select opportunity, zh, kind, kind_zh, meaning, owner, frequency, version, level, dedupe, cooldown, most_open, expires
from meta.opportunity_definition where level <= 4;
create or replace view mart_l4.computed as
select l.part, l.biz_date, l.restatement, c.computed_at
from meta.computed_live l join meta.computation c on c.computation = l.computation
where l.dropped_at is null and case split_part(l.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(l.part, ':', 2) and d.level <= 4)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(l.part, ':', 2) and d.level <= 4)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(l.part, ':', 2) and d.level <= 4)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(l.part, ':', 2) and d.level <= 4)
  else split_part(l.part, ':', 2) <= 'l4' end;
create or replace view mart_l4.stale as
select s.part, s.biz_date, s.missing, s.objection from meta.stale s where case split_part(s.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(s.part, ':', 2) and d.level <= 4)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(s.part, ':', 2) and d.level <= 4)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(s.part, ':', 2) and d.level <= 4)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(s.part, ':', 2) and d.level <= 4)
  else split_part(s.part, ':', 2) <= 'l4' end;
create or replace view mart_l4.preliminary as
select h.part, h.biz_date, h.feed, h.missing,
  exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing) as arrived
from meta.hole h join meta.computed_live l
  on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation
where l.dropped_at is null and case split_part(h.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(h.part, ':', 2) and d.level <= 4)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(h.part, ':', 2) and d.level <= 4)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(h.part, ':', 2) and d.level <= 4)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(h.part, ':', 2) and d.level <= 4)
  else split_part(h.part, ':', 2) <= 'l4' end;
create or replace view mart_l4.restatement as
select c.part, c.biz_date, c.restatement, r.reason, r.approver, r.at
from meta.computed c join meta.restatement r on r.biz_date = c.biz_date and r.number = c.restatement
where case split_part(c.part, ':', 1)
  when 'ind' then exists (select from meta.indicator d where d."group" = split_part(c.part, ':', 2) and d.level <= 4)
  when 'label' then exists (select from meta.label_definition d where d.label = split_part(c.part, ':', 2) and d.level <= 4)
  when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = split_part(c.part, ':', 2) and d.level <= 4)
  when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = split_part(c.part, ':', 2) and d.level <= 4)
  else split_part(c.part, ':', 2) <= 'l4' end;
create or replace view mart_l4.night as
select distinct on (b.business_date, b.feed) b.business_date as biz_date, b.feed,
  coalesce(a.definition::jsonb->>'zh', b.asset) as zh, b.status, b.loaded_rows, b.rejected_rows, b.closed_at
from meta.batch b left join meta.asset a on a.asset = b.asset
where b.status <> 'duplicate'
order by b.business_date, b.feed, b.batch desc;
create or replace view mart_l4.label_coverage with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.population, v.yes, v.unknown, v.entered, v."left"
from (select * from lab.coverage_l1 union all select * from lab.coverage_l2 union all select * from lab.coverage_l3 union all select * from lab.coverage_l4) v
join lab.label n on n.label_no = v.label_no and n.level <= 4
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l4.label_bitmap with (security_invoker = true) as
select v.biz_date, v.label_no, n.label, n.value, v.chunk, v.yes, v.unknown, v.population
from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2 union all select * from lab.bitmap_l3 union all select * from lab.bitmap_l4) v
join lab.label n on n.label_no = v.label_no and n.level <= 4
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'label:' || n.label and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l4.customer_label with (security_invoker = true) as
select v.biz_date, v.customer_id, n.label_no, n.label, n.value, n.zh, s.state
from (
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l1 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l1' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l2 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l2' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l3 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l3' and l.biz_date = f.biz_date and l.computation = f.computation)
union all
  select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l4 f
  where exists (select from meta.computed_live l
  where l.part = 'labels:l4' and l.biz_date = f.biz_date and l.computation = f.computation)
) v
cross join lateral (
  select unnest(v.yes), 'yes' union all select unnest(v.unknown), 'unknown'
) s (label_no, state)
join lab.label n on n.label_no = s.label_no and n.level <= 4;
create or replace view mart_l4.opportunity_found with (security_invoker = true) as
select v.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority, v.expires_on
from (select * from opp.found_l1 union all select * from opp.found_l2 union all select * from opp.found_l3 union all select * from opp.found_l4) v
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 4
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l4.open_opportunity with (security_invoker = true) as
select o.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority,
  v.biz_date as found_on, v.expires_on
from (
  select distinct c.biz_date from meta.computed_live c where c.part like 'opportunity:%'
) o
join (select * from opp.found_l1 union all select * from opp.found_l2 union all select * from opp.found_l3 union all select * from opp.found_l4) v on v.biz_date <= o.biz_date and v.expires_on >= o.biz_date
join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= 4
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'opportunity:' || v.opportunity and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
create or replace view mart_l4.kpi with (security_invoker = true) as
select v.biz_date, v.kpi, v.org_no, v.numerator, v.denominator, v.value, v.reason, v.customers, l.restatement
from (select * from kpi.value_l1 union all select * from kpi.value_l2 union all select * from kpi.value_l3 union all select * from kpi.value_l4) v
join meta.kpi_definition d on d.kpi = v.kpi and d.level <= 4
cross join lateral (
  select m.restatement from meta.computed_live m
  where m.part = 'kpi:' || d.kpi and m.biz_date = v.biz_date and m.computation = v.computation
  limit 1) l;
comment on view mart_l4.computed is '已计算并发布的部分';
comment on column mart_l4.computed.part is '部分：种类:编号';
comment on column mart_l4.computed.biz_date is '数据日期';
comment on column mart_l4.computed.restatement is '第几次重述；0 为首次';
comment on column mart_l4.computed.computed_at is '发布时间';
comment on view mart_l4.customer_label is '客户标签：每客户每日有哪些标签';
comment on column mart_l4.customer_label.biz_date is '数据日期';
comment on column mart_l4.customer_label.customer_id is '客户号';
comment on column mart_l4.customer_label.label_no is '标签序号';
comment on column mart_l4.customer_label.label is '标签编号';
comment on column mart_l4.customer_label.value is '取值';
comment on column mart_l4.customer_label.zh is '中文名';
comment on column mart_l4.customer_label.state is 'yes 是，unknown 未知';
comment on view mart_l4.indicator is '指标目录：此处可见的指标';
comment on column mart_l4.indicator.indicator is '指标编号，即列名';
comment on column mart_l4.indicator.zh is '中文名';
comment on column mart_l4.indicator."group" is '组：视图 ind_组';
comment on column mart_l4.indicator.unit is '单位';
comment on column mart_l4.indicator.level is '级别';
comment on column mart_l4.indicator.meaning is '口径';
comment on column mart_l4.indicator.version is '版本：计算方法改过几次';
comment on view mart_l4.indicator_group is '指标组：此处可见的指标按主题分组';
comment on column mart_l4.indicator_group."group" is '组：视图 ind_组';
comment on column mart_l4.indicator_group.zh is '中文名';
comment on column mart_l4.indicator_group.meaning is '口径';
comment on column mart_l4.indicator_group.owner is '责任人';
comment on column mart_l4.indicator_group.indicators is '此处可见的指标数';
comment on view mart_l4.kpi is '经营指标：每机构每日';
comment on column mart_l4.kpi.biz_date is '数据日期';
comment on column mart_l4.kpi.kpi is '经营指标编号';
comment on column mart_l4.kpi.org_no is '机构号';
comment on column mart_l4.kpi.numerator is '分子';
comment on column mart_l4.kpi.denominator is '分母';
comment on column mart_l4.kpi.value is '值；% 的为比率本身';
comment on column mart_l4.kpi.reason is '无值的原因：div0 分母为零，few 客户太少或可推出太少者，rate 缺汇率，overflow 超出范围';
comment on column mart_l4.kpi.customers is '有非零部分的客户数；按行合计的没有，few 时不示';
comment on column mart_l4.kpi.restatement is '第几次重述；0 为首次';
comment on view mart_l4.kpi_definition is '经营指标目录：此处可见的经营指标';
comment on column mart_l4.kpi_definition.kpi is '经营指标编号';
comment on column mart_l4.kpi_definition.zh is '中文名';
comment on column mart_l4.kpi_definition.en is '英文名';
comment on column mart_l4.kpi_definition.family is '类';
comment on column mart_l4.kpi_definition.family_zh is '类的中文名';
comment on column mart_l4.kpi_definition.place is '次序';
comment on column mart_l4.kpi_definition.meaning is '口径';
comment on column mart_l4.kpi_definition.owner is '责任人';
comment on column mart_l4.kpi_definition.unit is '单位；% 为比率乘 100';
comment on column mart_l4.kpi_definition.direction is 'up 越高越好，down 越低越好';
comment on column mart_l4.kpi_definition.frequency is '频度';
comment on column mart_l4.kpi_definition.version is '版本';
comment on column mart_l4.kpi_definition.level is '级别';
comment on column mart_l4.kpi_definition.numerator is '分子';
comment on column mart_l4.kpi_definition.denominator is '分母；无则即分子';
comment on column mart_l4.kpi_definition.target_code is '目标代码';
comment on column mart_l4.kpi_definition.pace is '目标节奏：month 月，year 年，level 水平';
comment on view mart_l4.label is '标签目录：此处可见的标签及其取值';
comment on column mart_l4.label.label_no is '标签序号，永不重用';
comment on column mart_l4.label.label is '标签编号';
comment on column mart_l4.label.value is '取值；是非标签为空';
comment on column mart_l4.label.zh is '中文名';
comment on column mart_l4.label.meaning is '口径';
comment on column mart_l4.label.owner is '责任人';
comment on column mart_l4.label.level is '级别';
comment on column mart_l4.label.version is '版本';
comment on view mart_l4.label_bitmap is '标签位图：第 c 块第 i 位为客户号 c*65536+i';
comment on column mart_l4.label_bitmap.biz_date is '数据日期';
comment on column mart_l4.label_bitmap.label_no is '标签序号';
comment on column mart_l4.label_bitmap.label is '标签编号';
comment on column mart_l4.label_bitmap.value is '取值';
comment on column mart_l4.label_bitmap.chunk is '块';
comment on column mart_l4.label_bitmap.yes is '为是';
comment on column mart_l4.label_bitmap.unknown is '未知';
comment on column mart_l4.label_bitmap.population is '适用客户；空为未保存';
comment on view mart_l4.label_coverage is '标签覆盖：每标签每日人数及进出';
comment on column mart_l4.label_coverage.biz_date is '数据日期';
comment on column mart_l4.label_coverage.label_no is '标签序号';
comment on column mart_l4.label_coverage.label is '标签编号';
comment on column mart_l4.label_coverage.value is '取值';
comment on column mart_l4.label_coverage.population is '适用客户数';
comment on column mart_l4.label_coverage.yes is '为是';
comment on column mart_l4.label_coverage.unknown is '未知';
comment on column mart_l4.label_coverage.entered is '较前一日进入';
comment on column mart_l4.label_coverage."left" is '较前一日离开';
comment on view mart_l4.night is '夜间批量：每来文每日最后一次交付';
comment on column mart_l4.night.biz_date is '数据日期';
comment on column mart_l4.night.feed is '来文';
comment on column mart_l4.night.zh is '中文名';
comment on column mart_l4.night.status is '状态';
comment on column mart_l4.night.loaded_rows is '装载行数';
comment on column mart_l4.night.rejected_rows is '拒收行数';
comment on column mart_l4.night.closed_at is '完成时间';
comment on view mart_l4.open_opportunity is '未到期商机：每个数据日期尚在有效期内的';
comment on column mart_l4.open_opportunity.biz_date is '数据日期';
comment on column mart_l4.open_opportunity.opportunity is '商机编号';
comment on column mart_l4.open_opportunity.kind is '商机类型代码';
comment on column mart_l4.open_opportunity.customer_id is '客户号';
comment on column mart_l4.open_opportunity.org_no is '归属机构；空为没有归属';
comment on column mart_l4.open_opportunity.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l4.open_opportunity.priority is '优先级，0 到 100';
comment on column mart_l4.open_opportunity.found_on is '发现日期';
comment on column mart_l4.open_opportunity.expires_on is '最后有效日';
comment on view mart_l4.opportunity_definition is '商机目录：此处可见的商机';
comment on column mart_l4.opportunity_definition.opportunity is '商机编号';
comment on column mart_l4.opportunity_definition.zh is '中文名';
comment on column mart_l4.opportunity_definition.kind is '商机类型代码';
comment on column mart_l4.opportunity_definition.kind_zh is '商机类型';
comment on column mart_l4.opportunity_definition.meaning is '口径';
comment on column mart_l4.opportunity_definition.owner is '责任人';
comment on column mart_l4.opportunity_definition.frequency is '频度';
comment on column mart_l4.opportunity_definition.version is '版本';
comment on column mart_l4.opportunity_definition.level is '级别';
comment on column mart_l4.opportunity_definition.dedupe is '同一商机几天内不重复';
comment on column mart_l4.opportunity_definition.cooldown is '任一商机之后几天内不再发现';
comment on column mart_l4.opportunity_definition.most_open is '每客户最多同时未到期的个数';
comment on column mart_l4.opportunity_definition.expires is '发现后几天到期';
comment on view mart_l4.opportunity_found is '商机：发现的一日一行';
comment on column mart_l4.opportunity_found.biz_date is '数据日期，即发现日期';
comment on column mart_l4.opportunity_found.opportunity is '商机编号';
comment on column mart_l4.opportunity_found.kind is '商机类型代码';
comment on column mart_l4.opportunity_found.customer_id is '客户号';
comment on column mart_l4.opportunity_found.org_no is '归属机构；空为没有归属';
comment on column mart_l4.opportunity_found.staff_no is '派给的客户经理；空为归属机构认领';
comment on column mart_l4.opportunity_found.priority is '优先级，0 到 100';
comment on column mart_l4.opportunity_found.expires_on is '最后有效日';
comment on view mart_l4.preliminary is '初值：窗口内有来文应到未到即已计算的部分';
comment on column mart_l4.preliminary.part is '部分：种类:编号';
comment on column mart_l4.preliminary.biz_date is '数据日期';
comment on column mart_l4.preliminary.feed is '缺少的来文';
comment on column mart_l4.preliminary.missing is '缺其何日';
comment on column mart_l4.preliminary.arrived is '计算之后已到：待重述';
comment on view mart_l4.restatement is '重述：哪些部分为何重算';
comment on column mart_l4.restatement.part is '部分：种类:编号';
comment on column mart_l4.restatement.biz_date is '数据日期';
comment on column mart_l4.restatement.restatement is '第几次';
comment on column mart_l4.restatement.reason is '原因';
comment on column mart_l4.restatement.approver is '批准人';
comment on column mart_l4.restatement.at is '时间';
comment on view mart_l4.stale is '未能计算的部分，及缺哪些来文';
comment on column mart_l4.stale.part is '部分：种类:编号';
comment on column mart_l4.stale.biz_date is '数据日期';
comment on column mart_l4.stale.missing is '缺少的来文';
comment on column mart_l4.stale.objection is '与预期不符之处，待人复核';
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_l1;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_l1;
grant select (kpi, level) on meta.kpi_definition to granary_l1;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_l1;
grant select on lab.label to granary_l1;
grant select on lab.customer_l1, lab.bitmap_l1, lab.coverage_l1, opp.found_l1, kpi.value_l1 to granary_l1;
grant select on mart_l1.computed, mart_l1.customer_label, mart_l1.indicator, mart_l1.indicator_group, mart_l1.kpi, mart_l1.kpi_definition, mart_l1.label, mart_l1.label_bitmap, mart_l1.label_coverage, mart_l1.night, mart_l1.open_opportunity, mart_l1.opportunity_definition, mart_l1.opportunity_found, mart_l1.preliminary, mart_l1.restatement, mart_l1.stale to granary_l1;
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_l2;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_l2;
grant select (kpi, level) on meta.kpi_definition to granary_l2;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_l2;
grant select on lab.label to granary_l2;
grant select on lab.customer_l1, lab.customer_l2, lab.bitmap_l1, lab.bitmap_l2, lab.coverage_l1, lab.coverage_l2, opp.found_l1, opp.found_l2, kpi.value_l1, kpi.value_l2 to granary_l2;
grant select on mart_l2.computed, mart_l2.customer_label, mart_l2.indicator, mart_l2.indicator_group, mart_l2.kpi, mart_l2.kpi_definition, mart_l2.label, mart_l2.label_bitmap, mart_l2.label_coverage, mart_l2.night, mart_l2.open_opportunity, mart_l2.opportunity_definition, mart_l2.opportunity_found, mart_l2.preliminary, mart_l2.restatement, mart_l2.stale to granary_l2;
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_l3;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_l3;
grant select (kpi, level) on meta.kpi_definition to granary_l3;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_l3;
grant select on lab.label to granary_l3;
grant select on lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, opp.found_l1, opp.found_l2, opp.found_l3, kpi.value_l1, kpi.value_l2, kpi.value_l3 to granary_l3;
grant select on mart_l3.computed, mart_l3.customer_label, mart_l3.indicator, mart_l3.indicator_group, mart_l3.kpi, mart_l3.kpi_definition, mart_l3.label, mart_l3.label_bitmap, mart_l3.label_coverage, mart_l3.night, mart_l3.open_opportunity, mart_l3.opportunity_definition, mart_l3.opportunity_found, mart_l3.preliminary, mart_l3.restatement, mart_l3.stale to granary_l3;
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_l4;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_l4;
grant select (kpi, level) on meta.kpi_definition to granary_l4;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_l4;
grant select on lab.label to granary_l4;
grant select on lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 to granary_l4;
grant select on mart_l4.computed, mart_l4.customer_label, mart_l4.indicator, mart_l4.indicator_group, mart_l4.kpi, mart_l4.kpi_definition, mart_l4.label, mart_l4.label_bitmap, mart_l4.label_coverage, mart_l4.night, mart_l4.open_opportunity, mart_l4.opportunity_definition, mart_l4.opportunity_found, mart_l4.preliminary, mart_l4.restatement, mart_l4.stale to granary_l4;
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_nanjing;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_nanjing;
grant select (kpi, level) on meta.kpi_definition to granary_nanjing;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_nanjing;
grant select on lab.label to granary_nanjing;
grant select on kpi.value_l1, kpi.value_l2, lab.customer_l1, opp.found_l1, lab.customer_l2, opp.found_l2 to granary_nanjing;
grant select on mart_l2.computed, mart_l2.customer_label, mart_l2.indicator, mart_l2.indicator_group, mart_l2.kpi, mart_l2.kpi_definition, mart_l2.label, mart_l2.night, mart_l2.open_opportunity, mart_l2.opportunity_definition, mart_l2.opportunity_found, mart_l2.preliminary, mart_l2.restatement, mart_l2.stale to granary_nanjing;
revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, lab.customer_l1, lab.customer_l2, lab.customer_l3, lab.customer_l4, lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3, lab.bitmap_l4, lab.coverage_l1, lab.coverage_l2, lab.coverage_l3, lab.coverage_l4, opp.found_l1, opp.found_l2, opp.found_l3, opp.found_l4, kpi.value_l1, kpi.value_l2, kpi.value_l3, kpi.value_l4 from granary_suzhou;
grant select (part, biz_date, computation, restatement) on meta.computed_live to granary_suzhou;
grant select (kpi, level) on meta.kpi_definition to granary_suzhou;
grant select (opportunity, kind, level) on meta.opportunity_definition to granary_suzhou;
grant select on lab.label to granary_suzhou;
grant select on kpi.value_l1, kpi.value_l2, kpi.value_l3, lab.customer_l1, opp.found_l1, lab.customer_l2, opp.found_l2, lab.customer_l3, opp.found_l3 to granary_suzhou;
grant select on mart_l3.computed, mart_l3.customer_label, mart_l3.indicator, mart_l3.indicator_group, mart_l3.kpi, mart_l3.kpi_definition, mart_l3.label, mart_l3.night, mart_l3.open_opportunity, mart_l3.opportunity_definition, mart_l3.opportunity_found, mart_l3.preliminary, mart_l3.restatement, mart_l3.stale to granary_suzhou;
drop policy if exists clearance on lab.customer_l1;
drop policy if exists granary_nanjing on lab.customer_l1;
alter table lab.customer_l1 enable row level security;
create policy clearance on lab.customer_l1 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on lab.customer_l1 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on lab.customer_l1 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on opp.found_l1;
drop policy if exists granary_nanjing on opp.found_l1;
alter table opp.found_l1 enable row level security;
create policy clearance on opp.found_l1 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on opp.found_l1 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on opp.found_l1 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on kpi.value_l1;
drop policy if exists granary_nanjing on kpi.value_l1;
alter table kpi.value_l1 enable row level security;
create policy clearance on kpi.value_l1 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on kpi.value_l1 for select to granary_nanjing
  using (org_no like '021%');
create policy granary_suzhou on kpi.value_l1 for select to granary_suzhou
  using (org_no like '022%');
drop policy if exists clearance on lab.customer_l2;
drop policy if exists granary_nanjing on lab.customer_l2;
alter table lab.customer_l2 enable row level security;
create policy clearance on lab.customer_l2 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on lab.customer_l2 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on lab.customer_l2 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on opp.found_l2;
drop policy if exists granary_nanjing on opp.found_l2;
alter table opp.found_l2 enable row level security;
create policy clearance on opp.found_l2 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on opp.found_l2 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on opp.found_l2 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on kpi.value_l2;
drop policy if exists granary_nanjing on kpi.value_l2;
alter table kpi.value_l2 enable row level security;
create policy clearance on kpi.value_l2 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on kpi.value_l2 for select to granary_nanjing
  using (org_no like '021%');
create policy granary_suzhou on kpi.value_l2 for select to granary_suzhou
  using (org_no like '022%');
drop policy if exists clearance on lab.customer_l3;
drop policy if exists granary_nanjing on lab.customer_l3;
alter table lab.customer_l3 enable row level security;
create policy clearance on lab.customer_l3 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on lab.customer_l3 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on lab.customer_l3 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on opp.found_l3;
drop policy if exists granary_nanjing on opp.found_l3;
alter table opp.found_l3 enable row level security;
create policy clearance on opp.found_l3 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on opp.found_l3 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on opp.found_l3 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on kpi.value_l3;
drop policy if exists granary_nanjing on kpi.value_l3;
alter table kpi.value_l3 enable row level security;
create policy clearance on kpi.value_l3 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on kpi.value_l3 for select to granary_nanjing
  using (org_no like '021%');
create policy granary_suzhou on kpi.value_l3 for select to granary_suzhou
  using (org_no like '022%');
drop policy if exists clearance on lab.customer_l4;
drop policy if exists granary_nanjing on lab.customer_l4;
alter table lab.customer_l4 enable row level security;
create policy clearance on lab.customer_l4 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on lab.customer_l4 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on lab.customer_l4 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on opp.found_l4;
drop policy if exists granary_nanjing on opp.found_l4;
alter table opp.found_l4 enable row level security;
create policy clearance on opp.found_l4 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on opp.found_l4 for select to granary_nanjing
  using (home like '021%');
create policy granary_suzhou on opp.found_l4 for select to granary_suzhou
  using (home like '022%');
drop policy if exists clearance on kpi.value_l4;
drop policy if exists granary_nanjing on kpi.value_l4;
alter table kpi.value_l4 enable row level security;
create policy clearance on kpi.value_l4 for select to granary_l1, granary_l2, granary_l3, granary_l4 using (true);
create policy granary_nanjing on kpi.value_l4 for select to granary_nanjing
  using (org_no like '021%');
create policy granary_suzhou on kpi.value_l4 for select to granary_suzhou
  using (org_no like '022%');
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
