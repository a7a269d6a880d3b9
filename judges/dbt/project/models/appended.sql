{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns') }}
select station, {{ var('run', 1) }} as run {% if var('run', 1) | int > 2 %}, 'late' as extra {% endif %} from {{ ref('daily') }}
