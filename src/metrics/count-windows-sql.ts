/** The question of lab 04's dashboard: how many windows of each service are in a table. */
export const countWindowsSql = (table: string): string =>
  `SELECT componentName, count(*) AS windows FROM ${table} GROUP BY componentName ORDER BY componentName`;
