-- Names this journal among others: what is broken in a cluster bears it, so that nobody mends what another one holds.
create table house (
    id uuid not null default gen_random_uuid()
);
insert into house default values;

-- Clusters that faults were made in: the sweep looks there. The one that is reached by itself has no infrastructure.
create table reached_cluster (
    name           text  primary key,
    infrastructure jsonb
);

-- Whether it can be mended from any host that reaches what it broke.
alter table lease add column anywhere boolean not null default false;
