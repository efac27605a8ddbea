create table heard (
    place bigint generated always as identity,
    run_id uuid not null,
    what   text not null
);
