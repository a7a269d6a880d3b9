{{ config(materialized='table', format='parquet', write_compression='snappy', partitioned_by=['on_day']) }}
select station, city, price, open, on_day from {{ ref('prices') }}
