import type { FactGroup } from "./fact";

export const athenaAndGlue: FactGroup = {
  title: "Athena and Glue",
  facts: [
    {
      id: "ATH-001",
      grade: "documented",
      says: "Both speak JSON 1.1. A query is QUEUED, RUNNING, then SUCCEEDED, FAILED or CANCELLED.",
    },
    {
      id: "ATH-002",
      grade: "measured",
      says: "A query with a syntax error is rejected when it is started. The message has the line, the column and what was expected.",
      differs:
        "The expected words are those of the statement that was begun; if none were measured on AWS, the list is our own.",
    },
    {
      id: "ATH-003",
      grade: "measured",
      says: "If a table, schema, column or function is missing, or a type is wrong, the query ends as FAILED, with a code and a message.",
    },
    {
      id: "ATH-004",
      grade: "measured",
      says: "Results of a query that is running, has failed, was canceled or never existed can't be read. Each case has its own message.",
      differs: "A statement that failed in Hive has an empty result instead, as was measured later.",
    },
    {
      id: "ATH-005",
      grade: "measured",
      says: "A stopped query is CANCELLED; stopping a finished one changes nothing.",
    },
    {
      id: "ATH-006",
      grade: "measured",
      says: "The same request token returns the same query; with other parameters, it's rejected. An output location is required.",
    },
    {
      id: "ATH-007",
      grade: "measured",
      says: "The first row of a SELECT's results has the column names. Results of SHOW and DDL have no such row.",
    },
    { id: "ATH-008", grade: "measured", says: "How a value, a NULL and a column's type are spelled in results." },
    { id: "ATH-009", grade: "measured", says: "How many rows a statement says it changed." },
    {
      id: "ATH-010",
      grade: "measured",
      says: "Which statements are DML, DDL and utilities.",
    },
    { id: "ATH-011", grade: "measured", says: "How arrays, maps, rows, doubles and times are spelled." },
    { id: "ATH-012", grade: "documented", says: "A query's statistics, with the bytes that it scanned." },
    {
      id: "ATH-013",
      grade: "measured",
      says: "Which files a statement writes next to its results, and their names.",
      differs:
        "For SHOW, AWS writes a companion file that nobody can read; here it is the same as for other statements.",
    },
    { id: "ATH-014", grade: "measured", says: "How a result's CSV quotes values, NULL and empty texts." },
    {
      id: "ATH-015",
      grade: "measured",
      says: "The layout of the text files of SHOW, DESCRIBE and DDL, and what a failed statement writes.",
    },
    { id: "ATH-016", grade: "measured", says: "The column names of what SHOW and DESCRIBE give." },
    { id: "ATH-017", grade: "measured", says: "DESCRIBE gives partition columns twice." },
    {
      id: "ATH-018",
      grade: "documented",
      says: "The clauses of CREATE EXTERNAL TABLE.",
      differs: "Iceberg tables, and SKEWED BY, are refused.",
    },
    { id: "ATH-019", grade: "measured", says: "A table without a location is refused at once." },
    { id: "ATH-020", grade: "measured", says: "Creating an existing table fails, with Hive's message." },
    { id: "ATH-021", grade: "documented", says: "A column cannot be a data column and a partition column at once." },
    {
      id: "ATH-022",
      grade: "documented",
      says: "The available SerDes, their settings, and how they convert values, as those of OpenX and Hive do.",
      differs:
        "The tests compare with the published SerDes; AWS's own copies may differ in ways that its guide doesn't mention.",
    },
    { id: "ATH-023", grade: "unsure", says: "Of two JSON objects on one line, only the first is a row." },
    { id: "ATH-024", grade: "measured", says: "A reader that does not fit the data gives NULLs or errors." },
    {
      id: "ATH-025",
      grade: "measured",
      says: "MSCK REPAIR TABLE adds a partition for each folder named `key=value`, and lists it. It never removes partitions.",
    },
    { id: "ATH-026", grade: "measured", says: "Folders without key names must be added by hand." },
    { id: "ATH-027", grade: "documented", says: "How partitions are added and dropped by statement." },
    { id: "ATH-028", grade: "documented", says: "SHOW PARTITIONS gives those of the catalog, in no order." },
    {
      id: "ATH-029",
      grade: "documented",
      says: "A partitioned table without partitions has no rows. That isn't an error.",
    },
    { id: "ATH-030", grade: "documented", says: "The SHOW and DESCRIBE statements and their patterns." },
    { id: "ATH-031", grade: "documented", says: "Some statements fail on a table of the catalog that has no type." },
    { id: "ATH-032", grade: "documented", says: "How partitions can be projected by a table's properties." },
    {
      id: "ATH-033",
      grade: "documented",
      says: "With partition projection, the partitions in the catalog are ignored. Outside the projected range, there are no rows.",
    },
    { id: "ATH-034", grade: "measured", says: "The errors of an incomplete projection." },
    {
      id: "ATH-035",
      grade: "documented",
      says: "The clauses of CREATE TABLE AS. It creates at most 100 partitions.",
    },
    {
      id: "ATH-036",
      grade: "documented",
      says: "UNLOAD, and views, which are listed in the catalog.",
      differs: "The list of files is next to the result, as after INSERT, because its name isn't documented.",
    },
    { id: "ATH-037", grade: "measured", says: "Texts compare by code point, and not with numbers or dates." },
    {
      id: "ATH-038",
      grade: "measured",
      says: "Names are lower case in the catalog. DML quotes names in double quotes, DDL in backticks.",
    },
    {
      id: "ATH-039",
      grade: "measured",
      says: "Glue's errors for existing and missing resources, and for a partition with too few or too many values.",
    },
    {
      id: "ATH-040",
      grade: "measured",
      says: "A decimal literal without a type is a double; DECIMAL '1.5' is a decimal.",
    },
    {
      id: "ATH-041",
      grade: "measured",
      says: "A SELECT of literals alone leaves files of the type binary/octet-stream, with the query's own id next to them; any other query application/octet-stream.",
    },
    {
      id: "ATH-042",
      grade: "measured",
      says: "EXPLAIN writes a text file, whose first page begins with the column's name. SHOW FUNCTIONS writes a CSV file with a header. SHOW CREATE VIEW prints the query as Trino's formatter does.",
      differs:
        "A plan shows what is read of each table, but not the steps between. Functions have no descriptions. SHOW CREATE VIEW prints the query as it was written.",
    },
    {
      id: "ATH-043",
      grade: "measured",
      says: "SELECT without columns or without a table is not supported. CREATE OR REPLACE works only for views. CREATE TABLE AS fails if a column has no name.",
    },
  ],
};
