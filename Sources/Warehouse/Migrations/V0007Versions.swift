/// Folds that were made before get the index with which what holds on a recent date is found.
let v0007Versions = Migration(
  number: 7, name: "v0007_versions",
  sql: """
    do $$
    declare fold record;
    begin
      for fold in select split_part(asset, '/', 2) as name from meta.asset where definition::json->>'keeps' = 'versions' loop
        execute format('create index on dwd.%I (valid_to)', fold.name);
      end loop;
    end $$;
    """)
