-- What clients of Litmus and Harness keep beside an experiment: the id they gave it, and with each revision the manifest as
-- they sent it.
create table workflow (
    experiment_id uuid        primary key references experiment,
    project       text        not null,
    client_id     text        not null,
    schedule_id   uuid
);
create index workflow_client_id on workflow (project, client_id);

create table workflow_revision (
    experiment_id  uuid    not null references workflow,
    revision       int     not null,
    manifest       text    not null,
    kind           text    not null,
    cron           text    not null,
    infrastructure text    not null,
    custom         boolean not null,
    weights        jsonb   not null,
    probes         jsonb   not null,
    primary key (experiment_id, revision)
);

create index workflow_revision_probes on workflow_revision using gin (probes);

-- Runs that someone took out of the lists; what is known of them stays.
alter table run add column hidden boolean not null default false;

-- Small things kept by name: environments, probes, image registries, hubs.
create table shelf (
    project    text        not null,
    kind       text        not null,
    name       text        not null,
    content    jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (project, kind, name)
);
