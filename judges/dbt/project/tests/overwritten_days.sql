-- The days of the second run and later are those of the last run; the day before them is the first run's still.
select * from {{ ref('overwritten') }}
where (on_day >= date '2030-01-02' and run <> {{ var('run', 1) }}) or (on_day < date '2030-01-02' and run <> 1)
