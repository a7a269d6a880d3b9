import type { FactGroup } from "./fact";

export const kinesisAnalytics: FactGroup = {
  title: "Kinesis Data Analytics for SQL (history)",
  facts: [
    {
      id: "KDA-001",
      grade: "documented",
      says: "SQL applications are discontinued: no fixes from 2025-09-01, no new applications from 2025-10-15, all deleted from 2026-01-27.",
      differs: "The lab cloud still runs them, on Flink, and shows each next to its Flink SQL.",
    },
    {
      id: "KDA-002",
      grade: "documented",
      says: "They are created by kinesisanalytics, and by kinesisanalyticsv2 with RuntimeEnvironment SQL-1_0. Their states are READY, STARTING, RUNNING, STOPPING, UPDATING, DELETING.",
      differs: "Only kinesisanalyticsv2.",
    },
    {
      id: "KDA-003",
      grade: "documented",
      says: "DiscoverInputSchema returns the format, the columns with their paths and types, and the sampled records, raw and parsed. Without a schema, it returns UnableToDetectSchemaException.",
    },
    {
      id: "KDA-004",
      grade: "documented",
      says: "Records must be flowing. A column with a reserved name gets the prefix COL_, invalid characters are dropped, and an empty name becomes COL_0.",
    },
    {
      id: "KDA-005",
      grade: "documented",
      says: "The prefix SOURCE_SQL_STREAM creates the in-application stream SOURCE_SQL_STREAM_001, one for each InputParallelism.",
      differs: "InputParallelism is 1.",
    },
    {
      id: "KDA-006",
      grade: "documented",
      says: "Unquoted names fold to capitals, quoted ones keep their letters; CREATE OR REPLACE STREAM and PUMP … AS INSERT INTO … SELECT STREAM.",
    },
    {
      id: "KDA-007",
      grade: "documented",
      says: "ROWTIME is when a row arrived in the first in-application stream. Pumps pass it on. A Kinesis source also has APPROXIMATE_ARRIVAL_TIME.",
      differs:
        "Both are the time at which the record arrived in Kinesis. With several shards, a row that is read after a later one may miss its window.",
    },
    {
      id: "KDA-008",
      grade: "unsure",
      says: "GROUP BY k, STEP(… ROWTIME BY INTERVAL …) or FLOOR(… ROWTIME TO MINUTE) is a tumbling window, which emits once, when a later row has passed its end.",
    },
    {
      id: "KDA-009",
      grade: "documented",
      says: "WINDOW … RANGE INTERVAL … PRECEDING slides, and gives a row for each row; WINDOWED BY STAGGER opens a window with its first row.",
      unshown: "both are rejected as not supported",
    },
    {
      id: "KDA-010",
      grade: "documented",
      says: "Rows that cannot be read go to error_stream, with time, name, message, the row in hexadecimal and the pump.",
      differs:
        "It has only errors in reading, in our own words. The application skips a record that isn't JSON; a value that doesn't fit its type is NULL.",
    },
    {
      id: "KDA-011",
      grade: "documented",
      says: "An application has one source, one reference table and three destinations; a row has 512 KB, the code 100 KB.",
      differs: "Reference tables are not supported, and the size of a row isn't limited.",
    },
  ],
};
