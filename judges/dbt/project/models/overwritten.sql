{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partitioned_by=['on_day'], format='parquet') }}
select station, {{ var('run', 1) }} as run, on_day from {{ ref('daily') }}
{% if is_incremental() %}
where on_day >= date '2030-01-02'
{% endif %}
