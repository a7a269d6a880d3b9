import { SQLDialect } from "@codemirror/lang-sql";

/** Keywords of Trino's queries and of Hive's statements: Athena accepts both. */
const KEYWORDS = `
  add all alter analyze and any as asc at between bucketed by case cast columns comment create cross cube current_date current_time
  current_timestamp database databases deallocate delete delimited desc describe distinct drop else end escape except execute exists
  explain external false fetch fields first following for format formatted from full functions group grouping having if in inner
  input inputformat insert intersect interval into is join last lateral left like limit lines location map msck natural next no not null
  nulls offset on only optimize or order ordinality outer outputformat over partition partitioned partitions preceding prepare
  properties range recover rename repair replace replacing right rollup row rows schema schemas select serde serdeproperties set sets show
  some sort stored table tables tablesample tblproperties terminated then time to true unbounded union unload unnest update using vacuum
  values view views when where window with within without zone`;

const TYPES = `
  array bigint binary boolean char date decimal double float int integer json map real row smallint string struct time timestamp
  tinyint varbinary varchar`;

/** Athena's SQL, for the editor. Backticks are Hive's quotes. */
export const athenaSql = SQLDialect.define({
  keywords: KEYWORDS.trim().replaceAll(/\s+/g, " "),
  types: TYPES.trim().replaceAll(/\s+/g, " "),
  identifierQuotes: '"`',
  operatorChars: "*+-%<>!=|/",
  doubleQuotedStrings: false,
});
