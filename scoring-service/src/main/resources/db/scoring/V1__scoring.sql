-- The facts a judge needs, in the order they were told.
create table fact (
    position bigint generated always as identity primary key,
    run_id   uuid  not null,
    type     text  not null,
    value    jsonb not null
);
create index fact_run on fact (run_id, position);

-- The last word on each run: the fact RunCompleted, once.
create table judgement (
    run_id    uuid primary key,
    phase     text          not null,
    verdict   text          not null,
    score     numeric(5, 2) not null,
    judged_at timestamptz   not null,
    value     jsonb         not null
);
