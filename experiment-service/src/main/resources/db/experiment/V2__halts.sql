-- Everything was ended, and nothing may start until it is released. Rows are kept: they are who, why and when.
create table halt (
    id             bigint      primary key generated always as identity,
    project        text        not null,
    requested_by   text        not null,
    reason         text        not null,
    requested_at   timestamptz not null,
    runs_stopped   int         not null,
    released_by    text,
    release_reason text,
    released_at    timestamptz
);
create unique index halt_in_force on halt (project) where released_at is null;
create index halt_latest on halt (project, id desc);

-- Runs that are not over: what a halt ends.
create index run_open on run (project) where phase_rank < 3;
