import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The records are converted to ORC, the other columnar format. */
  "orc-instead-of-parquet": {
    fails: ["writes Parquet"],
    changes: [["ParquetSerDe", "OrcSerDe"]],
  },
  /** The serializer names no format: AWS refuses the Firehose. */
  "serializer-without-format": {
    fails: ["writes Parquet"],
    changes: [["{ ParquetSerDe: {} }", "{}"]],
  },
  /** A table that the catalog does not know: AWS refuses the Firehose. */
  "table-that-is-not-there": {
    fails: ["takes the columns from the Glue table"],
    changes: [['TableName: "conversion_table"', 'TableName: "conversion"']],
  },
};
