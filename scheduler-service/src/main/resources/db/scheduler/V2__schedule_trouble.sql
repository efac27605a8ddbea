-- Why a schedule was disabled by the scheduler itself: it could not be fired.
alter table schedule add column trouble text;
