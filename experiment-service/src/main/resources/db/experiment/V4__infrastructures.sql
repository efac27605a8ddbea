-- Connected clusters. Of the token their agents prove themselves with, only a hash is kept.
create table infrastructure (
    id           uuid        primary key,
    project      text        not null,
    name         text        not null,
    version      int         not null,
    content      jsonb       not null,
    token_hash   bytea       unique,
    confirmed_at timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    unique (project, name)
);
create index infrastructure_newest on infrastructure (project, created_at desc, id desc);

-- Agents that called in; those whose lease has ended are thought to be gone.
create table infrastructure_agent (
    infrastructure_id uuid        not null references infrastructure on delete cascade,
    instance          text        not null,
    version           text        not null,
    since             timestamptz not null,
    lease_until       timestamptz not null,
    primary key (infrastructure_id, instance)
);
