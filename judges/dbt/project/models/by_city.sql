{{ config(materialized='table', format='orc') }}
select city, count(*) as days, avg(price) as average, max(on_day) as latest from {{ ref('daily') }} group by city
