-- Steps this service was asked to answer, until their run is settled.
create table assignment (
    run_id      uuid    not null,
    step_id     text    not null,
    fault_id    text,
    phase       text,
    open        boolean not null,
    dropped     boolean not null default false,
    traceparent text,
    due         text    not null,
    primary key (run_id, step_id)
);
create index assignment_open on assignment (run_id) where open;

-- One row an answer given: what makes it given once.
create table answer (
    run_id  uuid not null,
    step_id text not null,
    name    text not null,
    primary key (run_id, step_id, name)
);

-- Probes evaluated again and again, with what was seen when they were last saved. No fault: the hypothesis.
create table watch (
    run_id   uuid        not null,
    fault_id text        not null,
    probe    text        not null,
    ended    boolean     not null default false,
    saved_at timestamptz not null,
    state    text        not null,
    primary key (run_id, fault_id, probe)
);
