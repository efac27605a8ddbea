-- A fault held: its undo is here before its first effect. One row a step.
create table lease (
    id             bigint generated always as identity primary key,
    run_id         uuid        not null,
    step_id        text        not null,
    project_id     text        not null,
    fault          jsonb       not null,
    blast_radius   jsonb       not null,
    state          text        not null,
    due_at         timestamptz not null,
    deadline       timestamptz not null,
    targets        jsonb       not null default '[]',
    undos          jsonb       not null default '[]',
    injected_at    timestamptz,
    until          timestamptz,
    owner          text        not null,
    fence          bigint      not null,
    lease_until    timestamptz not null,
    stop_requested boolean     not null default false,
    ended_at       timestamptz,
    trouble        text,
    unique (run_id, step_id)
);
-- What is not over, or needs a person: few rows, looked at each second.
create index lease_open on lease (lease_until) where state in ('INTENT', 'ARMED', 'ACTIVE');
create index lease_stuck on lease (id) where state in ('ARMED', 'ACTIVE', 'REVERT_FAILED');

-- Fault proxies that are registered, opened again at every start.
create table proxy (
    name          text    primary key,
    listen_host   text    not null,
    listen_port   integer not null,
    upstream_host text    not null,
    upstream_port integer not null
);
