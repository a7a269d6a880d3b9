select * from {{ ref('swapped') }} where run <> {{ var('run', 1) }}
