-- Runs while they last; of a settled one only that it was there, so that late facts are recognised.
create table run (
    id         uuid        primary key,
    project_id text        not null,
    planned_at timestamptz not null,
    deadline   timestamptz not null,
    plan       json,
    progress   json,
    next_wake  timestamptz,
    settled_at timestamptz
) with (fillfactor = 70);
create index run_next_wake on run (next_wake) where next_wake is not null;

-- Cron schedules, each with the experiment it asks for: frozen, so that nobody has to be asked at the tick.
create table schedule (
    id            uuid        primary key,
    project_id    text        not null,
    version       bigint      not null,
    name          text,
    experiment_id uuid        not null,
    revision      int         not null,
    experiment    json        not null,
    cron          text        not null,
    zone          text        not null,
    enabled       boolean     not null,
    created_at    timestamptz not null,
    next_tick     timestamptz
);
create index schedule_next_tick on schedule (next_tick) where next_tick is not null;

-- Every tick that was fired: the second to try finds it here. Outlives its schedule.
create table schedule_tick (
    schedule_id uuid        not null,
    tick        timestamptz not null,
    run_id      uuid        not null,
    primary key (schedule_id, tick)
);
