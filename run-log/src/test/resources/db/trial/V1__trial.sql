create table heard (
    place bigint generated always as identity,
    run_id uuid not null,
    what   text not null
);
create table named (name text primary key);
create table kept (
    place  bigint generated always as identity,
    topic  text not null,
    run_id uuid not null,
    size   int  not null
);
