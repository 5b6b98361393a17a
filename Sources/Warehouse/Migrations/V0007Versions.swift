/// Folds that were made before get the index with which what holds on a recent date is found, and are told which of their
/// versions say something anew of their parties, as `Statements` has it. Tables that batches share get the index by which
/// a day is found.
let v0007Versions = Migration(
  number: 7, name: "v0007_versions",
  sql: """
    do $$
    declare
      fold record;
      said text;
      chain text;
    begin
      for fold in
        select c.relname as name from meta.asset a join pg_class c on c.relname = split_part(a.asset, '/', 2)
        where c.relnamespace = 'ods'::regnamespace and c.relkind = 'r' and a.definition::jsonb->>'keeps' <> 'versions'
      loop
        execute format('create index on ods.%I (biz_date)', fold.name);
      end loop;
      for fold in
        select split_part(asset, '/', 2) as name, definition::jsonb as shape from meta.asset
        where definition::jsonb->>'keeps' = 'versions'
      loop
        execute format('create index on dwd.%I (valid_to)', fold.name);
        select string_agg(distinct format('%I', named.name), ', ') into said
        from jsonb_array_elements(fold.shape->'identifies') i
          cross join lateral (select i->>'party' union select i->>'name' union select jsonb_array_elements_text(i->'by')) of (item)
          join jsonb_array_elements(fold.shape->'items') t on t->>'id' = of.item
          cross join lateral (values (of.item), (t->>'choiceBy'),
            (case when t->>'mask' is not null then of.item || '_masked' end),
            (case when t->>'scheme' is not null then of.item || '_key' end)) named (name)
        where named.name is not null;
        continue when said is null;
        select string_agg(format('%I', k), ', ') into chain from jsonb_array_elements_text(fold.shape->'key') k;
        execute format('alter table dwd.%I add column says_anew boolean not null default false', fold.name);
        execute format(
          'update dwd.%1$I f set says_anew = true from ('
            'select %2$s, valid_from, lag(valid_to) over chain is distinct from valid_from'
            ' or lag(row(%3$s)) over chain is distinct from row(%3$s) as anew'
            ' from dwd.%1$I window chain as (partition by %2$s order by valid_from)) s'
            ' where s.anew and row(%4$s, f.valid_from) = row(%5$s, s.valid_from)',
          fold.name, chain, said,
          (select string_agg(format('f.%I', k), ', ') from jsonb_array_elements_text(fold.shape->'key') k),
          (select string_agg(format('s.%I', k), ', ') from jsonb_array_elements_text(fold.shape->'key') k));
      end loop;
    end $$;
    """)
