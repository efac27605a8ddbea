-- Lines are forgotten by their age, and come in its order: a block's oldest and newest are enough of an index.
create index log_record_age on log_record using brin (said_at);
