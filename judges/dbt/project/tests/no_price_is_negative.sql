select * from {{ ref('daily') }} where price < 0
