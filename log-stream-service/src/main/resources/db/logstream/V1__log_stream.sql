-- Every record of the facts' topic as it came, linked into one chain.
create table audit_record (
    position        bigint      primary key,
    run_id          text        not null,
    sequence        bigint      not null,
    event_id        text        not null unique,
    type            text        not null,
    topic           text        not null,
    topic_partition int         not null,
    topic_offset    bigint      not null,
    headers         text        not null,
    value           bytea       not null,
    kept_at         timestamptz not null,
    previous        text        not null,
    hash            text        not null,
    unique (run_id, sequence)
);
create index audit_record_completed on audit_record (run_id) where type = 'io.faultline.run-completed.v1';

-- Where the chain ends; the lock of whoever appends to it.
create table audit_head (
    one      boolean primary key default true check (one),
    position bigint  not null,
    hash     text    not null
);
insert into audit_head (position, hash) values (0, repeat('0', 64));

-- Log lines, probe samples, and marks where some were lost.
create table log_record (
    run_id   text        not null,
    sequence bigint      not null,
    event_id text        not null unique,
    type     text        not null,
    source   text        not null,
    said_at  timestamptz not null,
    value    text        not null,
    primary key (run_id, sequence)
);

-- How far each source of a run has counted.
create table log_source (
    run_id      text   not null,
    source      text   not null,
    last_number bigint not null,
    primary key (run_id, source)
);

-- Records somebody gave up on, by where they lay.
create table dead_letter (
    number          bigint generated always as identity primary key,
    topic           text        not null,
    topic_partition int         not null,
    topic_offset    bigint      not null,
    consumer        text        not null,
    reason          text        not null,
    died_at         timestamptz not null,
    headers         text        not null,
    value           bytea       not null,
    replayed_at     timestamptz,
    unique (topic, topic_partition, topic_offset, consumer)
);
