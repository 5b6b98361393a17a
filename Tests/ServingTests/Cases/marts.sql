-- The views of the marts as the dashboard reads them, over made-up rows: two years of KPIs of a head office with three
-- branches and two sub-branches each, labels, indicators, nights. All by arithmetic, so that every run is the same.
create schema base;
create table base.org as
select d::date as biz_date, o.*
from generate_series(date '2025-11-14', date '2025-11-20', '1 day') d, (values
  ('000000', '总行', null, '1'),
  ('021000', '南京分行', '000000', '2'), ('022000', '苏州分行', '000000', '2'), ('023000', '无锡分行', '000000', '2'),
  ('021001', '南京玄武支行', '021000', '3'), ('021002', '南京鼓楼科技支行', '021000', '3'),
  ('022001', '苏州姑苏支行', '022000', '3'), ('022002', '苏州工业园支行', '022000', '3'),
  ('023001', '无锡梁溪支行', '023000', '3'), ('023002', '无锡滨湖支行', '023000', '3')
) o (org_no, org_name, parent_org_no, org_level);
create table base.kpi_definition (kpi text, zh text, en text, family text, family_zh text, place int, meaning text, owner text, unit text, direction text,
  frequency text, version int, level int, numerator text, denominator text, target_code text, pace text, base numeric, under numeric);
insert into base.kpi_definition values
('KPI_DISBURSED', '贷款发放额', 'Loans disbursed', 'lending', '贷款', 4, '当月实际放款的本外币贷款，折人民币。', '信贷管理部 何川', '元', 'up', '每日', 2, 1, '当月放款金额之和', null, 'KPI_DISBURSED', 'month', 1200000000, null),
('KPI_DEPOSIT_BALANCE', '存款余额', 'Deposit balance', 'deposit', '存款', 3, '全部客户存款日终余额，折人民币。', '计划财务部 许诺', '元', 'up', '每日', 1, 1, '存款余额之和', null, 'KPI_DEPOSIT_BALANCE', 'level', 61230000000, null),
('KPI_NPL_RATIO', '不良贷款率', 'Non-performing loan ratio', 'risk', '风险', 8, '次级、可疑、损失三类贷款余额占全部贷款余额。', '风险管理部 郑洁', '%', 'down', '每日', 3, 1, '五级分类为次级、可疑、损失的贷款余额', '全部贷款余额', 'KPI_NPL_RATIO', 'level', 445000000, 50000000000),
('KPI_MAU_SHARE', '手机银行月活占比', 'Mobile banking MAU share', 'customer', '客户', 1, '近 30 天登录过手机银行的客户占全部个人客户。', '网络金融部 宋妍', '%', 'up', '每日', 1, 1, '近 30 天登录成功的客户数', '个人客户数', 'KPI_MAU_SHARE', 'level', 51200, 102400),
('KPI_NEW_CUSTOMERS', '新增客户数', 'New customers', 'customer', '客户', 0, '当月首次开户的客户。', '零售业务部 林嘉', '户', 'up', '每日', 1, 1, '当月新开户客户数', null, 'KPI_NEW_CUSTOMERS', 'month', 1040, null),
('KPI_APPROVAL_HOURS', '贷款审批时长', 'Loan approval time', 'operation', '运营', 7, '从申请受理到审批结束的平均小时数。', '授信审批部 高远', '小时', 'down', '每日', 1, 1, '审批小时数之和', '审批笔数', 'KPI_APPROVAL_HOURS', 'level', 12230, 500),
('KPI_CAC', '获客成本', 'Cost per new customer', 'marketing', '营销', 6, '当月营销费用与新增客户之比。', '计划财务部 许诺', '元/户', 'down', '每月', 1, 1, '营销费用', '新增客户数', 'KPI_CAC', 'level', 52340, 1040),
('KPI_WEALTH_CONVERSION', '理财转化率', 'Wealth conversion', 'customer', '客户', 2, '浏览理财页面后 30 天内购买的客户占浏览客户。', '财富管理部 苏敏', '%', 'up', '每日', 1, 2, '购买客户数', '浏览客户数', 'KPI_WEALTH_CONVERSION', 'level', 1502, 10010),
('KPI_REPURCHASE', '公司客户复购率', 'Corporate repurchase rate', 'lending', '贷款', 5, '持有到期的公司客户三十天内再次购买的比例。', '公司业务部 沈舟', '%', 'up', '每日', 1, 2, '再次购买的客户数', '到期客户数', null, 'level', 0, 0);

-- Every sub-branch a share of its own; above them are sums, so that what is above is what is below.
create table base.leaf as
select d.biz_date, k.kpi, k.unit, o.org_no, o.parent_org_no,
  round(k.base * o.share * case when k.pace = 'month' then extract(day from d.biz_date) / 30.0 else 1 end
    * (1 + 0.0004 * (d.biz_date - date '2025-01-01')) * (1 + 0.02 * sin((d.biz_date - date '2024-01-01') / 9.0 + o.seed)::numeric), k.places) as numerator,
  round(k.under * o.share * (1 + 0.0003 * (d.biz_date - date '2025-01-01')), k.places) as denominator
from (select d::date as biz_date from generate_series(date '2023-11-20', date '2025-11-20', '1 day') d
  where d >= date '2025-09-01' or d::date in (select (m + interval '1 month - 1 day')::date from generate_series(date '2023-11-01', date '2025-10-01', '1 month') m)
    or d between date '2024-11-10' and date '2024-11-20') d
cross join (select d.*, case when unit in ('元', '元/户', '小时') or kpi = 'KPI_NPL_RATIO' then 2 else 0 end as places from base.kpi_definition d) k
cross join (values ('021001', '021000', 0.22, 1), ('021002', '021000', 0.19, 2), ('022001', '022000', 0.16, 3), ('022002', '022000', 0.18, 4), ('023001', '023000', 0.13, 5), ('023002', '023000', 0.12, 6)) o (org_no, parent_org_no, share, seed);
create table base.kpi as
select biz_date, kpi, org_no, numerator, denominator,
  case when denominator = 0 then null when denominator is null then numerator else round(numerator / denominator, 6) end as value,
  case when denominator = 0 then 'div0' end as reason, 200::bigint as customers,
  case when kpi = 'KPI_MAU_SHARE' and biz_date = '2025-11-20' then 1 else 0 end as restatement
from (
  select biz_date, kpi, coalesce(org_no, parent_org_no, '000000') as org_no, sum(numerator) as numerator, sum(denominator) as denominator
  from base.leaf group by grouping sets ((biz_date, kpi, org_no), (biz_date, kpi, parent_org_no), (biz_date, kpi))
) q
where not (kpi in ('KPI_NPL_RATIO', 'KPI_APPROVAL_HOURS') and biz_date >= '2025-11-20')
  and not (kpi = 'KPI_CAC' and biz_date >= '2025-11-10');
create index on base.kpi (kpi, org_no, biz_date);
create index on base.kpi (biz_date, org_no);
create table base.target_history as
select k.target_code as kpi, o.org_no, '2025-11'::text as target_month, t.target * o.share as target, t.unit, date '2025-10-20' as valid_from, null::date as valid_to
from base.kpi_definition k
join (values ('KPI_DISBURSED', 130000, '万元'), ('KPI_DEPOSIT_BALANCE', 6500000, '万元'), ('KPI_NPL_RATIO', 1.0, '%'), ('KPI_MAU_SHARE', 50.0, '%'), ('KPI_NEW_CUSTOMERS', 1400, '户'), ('KPI_APPROVAL_HOURS', 24, '小时')) t (kpi, target, unit) on t.kpi = k.kpi
cross join (values ('000000', 1.0), ('021000', 0.41), ('022000', 0.34), ('023000', 0.25)) o (org_no, share);
update base.target_history set target = 1.0 where kpi = 'KPI_NPL_RATIO';
update base.target_history set target = 50 where kpi = 'KPI_MAU_SHARE';
update base.target_history set target = 24 where kpi = 'KPI_APPROVAL_HOURS';
create table base.stale (part text, biz_date date, missing text[], objection text);
insert into base.stale values ('kpi:KPI_NPL_RATIO', '2025-11-20', '{X2/balance}'), ('label:CORP_TAX_GROWTH', '2025-11-20', '{T/payment}'),
('kpi:KPI_APPROVAL_HOURS', '2025-11-20', '{T/payment}');
create table base.restatement (part text, biz_date date, restatement int, reason text, approver text, at timestamptz);
insert into base.restatement values ('kpi:KPI_MAU_SHARE', '2025-11-20', 1, '登录日志补传', '安全管理部 孙颖', '2025-11-21 09:12:00+08');
create table base.night as
select d::date as biz_date, f.feed, f.zh,
  case when f.feed = 'X2/balance' and d = date '2025-11-20' then 'refused' when f.feed = 'T/payment' and d in (date '2025-11-20', date '2025-10-30') then 'missing' else 'published' end as status,
  case when f.feed = 'T/payment' and d in (date '2025-11-20', date '2025-10-30') then null else 10000 + (f.n * 137) end::bigint as loaded_rows,
  (f.n * 3 % 7)::bigint as rejected_rows,
  case when f.feed = 'T/payment' and d in (date '2025-11-20', date '2025-10-30') then null else d + interval '1 day 2 hours 44 minutes' end as closed_at
from generate_series(date '2025-09-25', date '2025-11-20', '1 day') d,
  (values ('X1/account', '账户', 1), ('X1/posting', '流水', 2), ('X2/balance', '贷款余额', 3), ('T/payment', '税款缴纳', 4), ('T/declaration', '纳税申报', 5), ('X3/login', '登录', 6), ('G/social', '社保', 7)) f (feed, zh, n)
where d <> date '2025-10-05';
create table base.label (label_no int, label text, value text, zh text, meaning text, owner text, level int, version int);
insert into base.label values
(1, 'CORP_TAX_GROWTH', '', '税务成长企业', '纳税信用 A 或 B，近一季销售额同比不低于 20%，无欠税。', '普惠金融部 李蓉', 2, 2),
(2, 'RETAIL_TIER', 'P', '客群·私行', '按资产划分的客群，降级须连续三个月。', '零售业务部 林嘉', 1, 1),
(3, 'RETAIL_TIER', 'M', '客群·中端', '按资产划分的客群，降级须连续三个月。', '零售业务部 林嘉', 1, 1),
(4, 'RETAIL_TIER', 'L', '客群·普通', '按资产划分的客群，降级须连续三个月。', '零售业务部 林嘉', 1, 1),
(5, 'MOBILE_ACTIVE', '', '手机银行活跃', '近 30 天登录成功。', '网络金融部 宋妍', 1, 1);
insert into base.label select 100 + n, 'HOLD_' || lpad(n::text, 3, '0'), '', '持有产品' || n, '持有这一产品。', '产品部 白露', 1, 1 from generate_series(1, 260) n;
create table base.label_coverage as
select d::date as biz_date, l.label_no, l.label, l.value, 4200::bigint as population,
  (300 + l.label_no * 17 % 900 + (d::date - date '2025-08-01') * 2)::bigint as yes, (l.label_no % 40)::bigint as unknown, 12::bigint as entered, 9::bigint as "left"
from base.label l, generate_series(date '2025-09-10', date '2025-11-20', '1 day') d
where not (l.label = 'CORP_TAX_GROWTH' and d = date '2025-11-20');
create index on base.label_coverage (label_no, biz_date);
create table base.customer_label as select date '2025-11-20' as biz_date, c.customer_id, l.label_no, l.label, l.value, l.zh, case when l.label_no = 1 then 'unknown' else 'yes' end as state from base.label l, generate_series(1, 300) c (customer_id) where l.label_no in (1, 3, 5) or l.label_no = 100 + c.customer_id % 260 + 1;
create index on base.customer_label (customer_id, biz_date);
create table base.party as select c::bigint as customer_id, '01' as kind, '3201**********' || lpad(c::text, 4, '0') as id_no, case when c = 7 then '<b>王&"兰''</b>' else '客户' || c end as name, true as is_customer from generate_series(1, 300) c;
create table base.indicator as
select 'txn_' || m.id || '__' || f.id || '__' || w.id as indicator, w.zh || '|' || f.zh || '|' || m.zh as zh, 'txn' as "group", m.unit, 2 as level,
  w.zh || '内经' || f.zh || '渠道的' || m.zh || '；冲正不计。' as meaning, 1 as version, m.n * 100 + f.n * 10 + w.n as place
from (values ('in_amt', '入账金额', '元', 1), ('out_amt', '出账金额', '元', 2), ('in_cnt', '入账笔数', '笔', 3), ('days', '活跃天数', '天', 4)) m (id, zh, unit, n),
  (values ('all', '全部', 1), ('mobile', '手机银行', 2), ('counter', '柜面', 3)) f (id, zh, n),
  (values ('d7', '近7天', 1), ('d30', '近30天', 2), ('d90', '近90天', 3), ('mtd', '本月', 4), ('pm', '上月', 5)) w (id, zh, n)
union all select 'aum', '管理资产', 'wealth', '元', 2, '存款、理财、基金之和。', 1, 1000 union all select 'first_open', '首次开户日', 'wealth', '', 1, '最早一个账户的开户日。', 1, 1001;
do $$ begin execute 'create table base.ind_txn as select date ''2025-11-20'' as biz_date, c::bigint as customer_id, ' ||
  (select string_agg(format('case when c %% 9 = %s then null else round((c * %s + 0.25)::numeric, %s) end as %I', place % 9, place, case when unit = '元' then 2 else 0 end, indicator), ', ' order by place) from base.indicator where "group" = 'txn') ||
  ' from generate_series(1, 300) c'; end $$;
create table base.indicator_group ("group" text, zh text, meaning text, owner text);
insert into base.indicator_group values ('txn', '动账', '记账流水，按会计日期；冲正不计。', '运营管理部 陈洁'), ('wealth', '财富', '存款与投资合计。', '财富管理部 苏敏');
create table base.computed as
select distinct 'kpi:' || kpi as part, biz_date, restatement, biz_date + interval '1 day 3 hours' as computed_at from base.kpi;
create index on base.computed (part, biz_date);
create table base.ind_wealth as select date '2025-11-20' as biz_date, c::bigint as customer_id, (c * 81234.56)::numeric(24, 2) as aum, date '2018-03-01' + c as first_open from generate_series(1, 300) c;
create table base.items (item text, zh text, level int, shown text, ask text);
insert into base.items select 'posting.item_' || lpad(n::text, 3, '0'), '流水数据项' || n, 1 + n % 4, case when n % 4 < 2 then 'raw' when n % 4 = 2 then 'masked' else 'withheld' end, '运营管理部 陈洁；审批 安全管理部 孙颖' from generate_series(1, 240) n;
insert into base.items values ('evil.formula', '=HYPERLINK("http://x")', 1, 'raw', '+1+1'), ('evil.markup', '<script>alert(1)</script>', 1, 'raw', '@SUM(A1)');

-- A login for each clearance. Level 1 may not see targets, nor one group of indicators.
do $$
declare l int; v text; r text; s text;
begin
  for l in 1..4 loop
    s := 'mart_l' || l; r := 'bank_l' || l;
    execute format('create schema %I', s);
    execute format('create role %I', r);
    execute format('create role %I login in role %I', 'dashboard' || l, r);
    foreach v in array array['org', 'computed', 'stale', 'restatement', 'night', 'label_coverage', 'customer_label', 'ind_wealth', 'items', 'target_history', 'ind_txn'] loop
      if l > 1 or v not in ('target_history', 'ind_txn') then
        execute format('create view %I.%I as select * from base.%I', s, v, v);
      end if;
    end loop;
    execute format('create view %I.kpi_definition as select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level, numerator, denominator, target_code, pace from base.kpi_definition where level <= %s', s, l);
    execute format('create view %I.indicator_group as select g."group", g.zh, g.meaning, g.owner, count(*) as indicators from base.indicator_group g join base.indicator i using ("group") where i.level <= %s group by 1, 2, 3, 4', s, l);
    execute format('create view %I.kpi as select k.* from base.kpi k join base.kpi_definition d using (kpi) where d.level <= %s and (current_user <> ''nanjing2'' or k.org_no like ''021%%'')', s, l);
    -- Read with the reader's own privileges, as in a warehouse.
    execute format('create view %I.party with (security_invoker = true) as select * from base.party', s);
    execute format('grant select on base.party to %I', r);
    execute format('create view %I.label as select * from base.label where level <= %s', s, l);
    execute format('create view %I.indicator as select indicator, zh, "group", unit, level, meaning, version from base.indicator where level <= %s order by place', s, l);
    execute format('grant usage on schema %I to %I', s, r);
    execute format('grant select on all tables in schema %I to %I', s, r);
  end loop;
end $$;

-- Opportunities of four kinds, and a scorecard of four characteristics; not for level 1.
create table base.opportunity_definition as
select o.*, '每日' as frequency, 1 as version, 2 as level, 30 as dedupe, 14 as cooldown, 3 as most_open, 15 as expires
from (values
  ('OPP_LEAD_SCIENCE', '科创企业拓户', '01', '拓客名单', '还不是客户，有科创资质。', '普惠金融部 李蓉'),
  ('OPP_LARGE_INFLOW', '大额到账', '02', '商机事件', '当日有二十万元以上的单笔入账。', '公司金融部 何川'),
  ('OPP_SCI_LOAN', '科创贷推荐', '03', '需求挖掘', '科创评分不低于六十五分。', '普惠金融部 李蓉'),
  ('OPP_WEALTH_BROWSER', '浏览理财未购买', '04', '触点挖掘', '近30天浏览理财十次以上，没有购买。', '数字金融部 王欣')
) o (opportunity, zh, kind, kind_zh, meaning, owner);
create table base.opportunity_found as
select date '2025-11-20' - c % 20 as biz_date, d.opportunity, d.kind, c::bigint as customer_id,
  '02100' || c % 2 + 1 as org_no, case when c % 3 > 0 then '10' || lpad((c % 40)::text, 4, '0') end as staff_no, (40 + c * 7 % 60) as priority,
  date '2025-11-20' - c % 20 + 15 as expires_on
from generate_series(1, 300) c, base.opportunity_definition d
where (c + d.kind::int) % 3 = 0;
create table base.open_opportunity as
select o.biz_date, f.opportunity, f.kind, f.customer_id, f.org_no, f.staff_no, f.priority, f.biz_date as found_on, f.expires_on
from (select date '2025-11-19' as biz_date union all select date '2025-11-20') o
join base.opportunity_found f on f.biz_date <= o.biz_date and f.expires_on >= o.biz_date;
create table base.scorecard_point as
select date '2025-11-20' as biz_date, c::bigint as customer_id, 'SCI_INNOV' as scorecard, p.place, p.dimension, p.characteristic, p.zh,
  ((c + p.place) % 3 * p.maximum / 2)::bigint as points, p.maximum,
  case when (c + p.place) % 3 = 0 then row_number() over (partition by c order by (c + p.place) % 3, p.place) end as reason
from generate_series(1, 300) c, (values (1, '知识产权', 'inventions', '有效发明专利', 12), (2, '知识产权', 'filings', '三年申请增长', 10), (3, '研发', 'share', '研发费用占比', 14), (4, '经营', 'credit', '纳税信用', 8)) p (place, dimension, characteristic, zh, maximum)
where c % 2 = 1;
create table base.scorecard as
select biz_date, customer_id, scorecard, '科创评分卡' as zh, sum(points)::bigint as score, sum(maximum)::int as maximum,
  case when sum(points) >= 30 then 'A' else 'C' end as grade
from base.scorecard_point group by 1, 2, 3;
do $$
declare l int; v text;
begin
  for l in 2..4 loop
    foreach v in array array['opportunity_definition', 'opportunity_found', 'open_opportunity', 'scorecard', 'scorecard_point'] loop
      execute format('create view %I.%I as select * from base.%I', 'mart_l' || l, v, v);
      execute format('grant select on %I.%I to %I', 'mart_l' || l, v, 'bank_l' || l);
    end loop;
  end loop;
end $$;

-- A branch's login: its own organisations, and no list of all parties.
create role nanjing2 login;
grant usage on schema mart_l2 to nanjing2;
grant select on all tables in schema mart_l2 to nanjing2;
analyze;
