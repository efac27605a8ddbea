-- Whose machine a lease's effects are on, whether they stay there without their owner, and how it changed hands.
alter table lease
    add column host        text    not null default '',
    add column host_bound  boolean not null default false,
    add column handed_over timestamptz,
    -- Why it is to be mended at once: STOPPED or HALTED.
    add column stop        text,
    -- How often it was tried to mend what does not mend, when it is tried next, and until when.
    add column tries       integer not null default 0,
    add column next_try    timestamptz,
    add column give_up_at  timestamptz;

update lease set stop = 'STOPPED' where stop_requested;
alter table lease drop column stop_requested;
create index lease_retry on lease (next_try) where state = 'REVERT_FAILED';

-- What a fault hits nobody else may hit: one row a target and lease, gone with its effect.
create table target_lock (
    host     text   not null,
    kind     text   not null,
    name     text   not null,
    lease_id bigint not null,
    run_id   uuid   not null,
    primary key (host, kind, name, lease_id)
);
create index target_lock_lease on target_lock (lease_id);

-- Runs stopped without Kafka: a step of theirs that comes later is refused.
create table stopped_run (
    run_id     uuid        primary key,
    reason     text        not null,
    stopped_at timestamptz not null default now()
);

-- Pulls of the lever; at most one is in force.
create table halt (
    id           bigint generated always as identity primary key,
    reason       text        not null,
    requested_by text        not null,
    halted_at    timestamptz not null default now(),
    released_at  timestamptz
);
create unique index halt_in_force on halt ((true)) where released_at is null;
