-- How pods started for a fault are to be, as its step says; null: as their work needs them.
alter table lease add column helper_pods jsonb;
