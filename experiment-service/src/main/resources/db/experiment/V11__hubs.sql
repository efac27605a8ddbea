-- Hubs of git repositories, with what was last taken from each: it is there without a network as well. Secrets are sealed
-- by a key that is not in the database.
create table hub (
    id         uuid        primary key,
    project    text        not null,
    name       text        not null,
    content    jsonb       not null,
    secret     text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    synced_at  timestamptz,
    tried_at   timestamptz,
    commit_id  text,
    trouble    text,
    left_out   jsonb       not null default '[]',
    next_at    timestamptz not null,
    busy_until timestamptz,
    unique (project, name)
);
create index hub_next_at on hub (next_at);

create table hub_file (
    hub_id  uuid not null references hub on delete cascade,
    path    text not null,
    content text not null,
    primary key (hub_id, path)
);

-- Experiments taken from a repository: what was seen of each file, and what was made of it.
create table gitops (
    project    text  primary key,
    content    jsonb not null,
    secret     text,
    synced_at  timestamptz,
    tried_at   timestamptz,
    commit_id  text,
    trouble    text,
    left_out   jsonb not null default '[]',
    next_at    timestamptz not null,
    busy_until timestamptz
);

create table gitops_file (
    project       text  not null references gitops on delete cascade,
    name          text  not null,
    path          text  not null,
    digest        text  not null,
    applied       text,
    experiment_id uuid,
    revision      int,
    flaws         jsonb not null default '[]',
    primary key (project, name)
);
