{{ config(materialized='table', bucketed_by=['station'], bucket_count=2) }}
select station, price from {{ ref('daily') }}
