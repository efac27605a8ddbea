-- A stop condition may be called like a probe of the hypothesis: loops are told apart by the phase that began them too.
alter table watch add column phase text not null default '';
update watch set phase = upper(replace(state::json ->> 'phase', '-', '_'));
alter table watch drop constraint watch_pkey;
alter table watch add primary key (run_id, phase, fault_id, probe);
alter table watch alter column phase drop default;
