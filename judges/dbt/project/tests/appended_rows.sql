select count(*) as rows_there from {{ ref('appended') }} having count(*) <> 5 * {{ var('run', 1) }}
