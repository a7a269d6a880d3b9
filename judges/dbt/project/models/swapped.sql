{{ config(materialized='table', ha=true, s3_data_naming='table_unique') }}
select {{ var('run', 1) }} as run, station from {{ ref('daily') }}
