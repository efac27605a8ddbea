-- The cluster a fault is about, as its step names it; null: the one the injector reaches by itself.
alter table lease add column infrastructure jsonb;
