{{ config(materialized='view') }}
select d.station, s.name, d.price from {{ ref('daily') }} as d join {{ source('raw', 'stations') }} as s on s.id = d.station
