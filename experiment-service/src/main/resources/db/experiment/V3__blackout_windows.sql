-- Times in which no run may start.
create table blackout_window (
    project text        not null,
    name    text        not null,
    content jsonb       not null,
    set_by  text        not null,
    set_at  timestamptz not null,
    primary key (project, name)
);
