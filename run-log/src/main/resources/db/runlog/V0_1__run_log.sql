-- Facts appended by this service and not yet acknowledged by Kafka, in the order they are to be sent.
create table outbox (
    id          bigint generated always as identity primary key,
    event_id    uuid        not null,
    run_id      uuid        not null,
    project_id  text        not null,
    type        text        not null,
    appended_at timestamptz not null,
    traceparent text,
    value       bytea       not null
);

-- Facts this service has read, by event id: a fact that comes again is recognised here.
create table inbox (
    event_id uuid        primary key,
    read_at  timestamptz not null
);
create index inbox_read_at on inbox using brin (read_at);
