create table experiment (
    id         uuid        primary key,
    project    text        not null,
    name       text        not null,
    tags       text[]      not null,
    revision   int         not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);
create unique index experiment_name on experiment (project, name) where deleted_at is null;
create index experiment_newest on experiment (project, created_at desc, id desc) where deleted_at is null;

create table experiment_revision (
    experiment_id uuid        not null references experiment,
    revision      int         not null,
    content       jsonb       not null,
    created_at    timestamptz not null,
    primary key (experiment_id, revision)
);

-- What came of runs, folded from their facts. The request stands apart because it never changes.
create table run (
    id              uuid        primary key,
    project         text        not null,
    seen_at         timestamptz not null,
    experiment_id   uuid,
    experiment_name text,
    revision        int,
    requested_by    text,
    requested_at    timestamptz,
    schedule_id     uuid,
    phase           text        not null,
    phase_rank      smallint    not null,
    started_at      timestamptz,
    ended_at        timestamptz,
    verdict         text,
    score           numeric(5, 2),
    request         jsonb,
    facts           jsonb       not null
);
create index run_newest on run (project, seen_at desc, id desc);
create index run_of_experiment on run (experiment_id, seen_at desc, id desc);

-- What requests with an Idempotency-Key were answered; status is null only within the transaction that answers.
create table remembered_answer (
    project    text        not null,
    key        text        not null,
    request    bytea       not null,
    claimed_at timestamptz not null,
    status     int,
    location   text,
    etag       text,
    body       text,
    primary key (project, key)
);
create index remembered_answer_age on remembered_answer using brin (claimed_at);
