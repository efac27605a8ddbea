-- What is long over is forgotten: found by its time, which goes with its place in the table.
create index run_settled_at on run using brin (settled_at);
create index schedule_tick_tick on schedule_tick using brin (tick);
