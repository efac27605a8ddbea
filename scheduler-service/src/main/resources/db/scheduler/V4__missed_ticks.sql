-- What is done about ticks nobody was there for, and how many were never made up for.
alter table schedule add column missed text not null default 'ONCE';
alter table schedule add column missed_ticks bigint not null default 0;
