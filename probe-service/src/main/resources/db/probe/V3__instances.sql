-- Instances of this service that are alive: each renews its lease, and what one without a lease owns is taken up by
-- another. The id is of one life of an instance: whoever lost its work finds another owner there, and leaves it alone.
create table instance (
    id          uuid        primary key,
    name        text        not null,
    lease_until timestamptz not null
);
alter table assignment add column owner uuid;
alter table assignment add column asked_at timestamptz not null default now();
alter table watch add column owner uuid;
-- What was seen to the end has been saved: nothing more comes of this loop.
alter table watch add column over boolean not null default false;
create index watch_owner on watch (owner) where not ended;
