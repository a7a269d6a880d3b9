import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The role is that of Firehose, which managed Flink may not assume. */
  "managed-by-the-role-of-firehose": {
    fails: ["gives it the role of managed applications"],
    changes: [["FLINK_ROLE_ARN", "FIREHOSE_ROLE_ARN"]],
  },
  /** The application reads from the oldest record, so that each window comes twice. */
  "managed-from-the-oldest": {
    fails: ["repeats no window that is already there"],
    changes: [["LATEST", "TRIM_HORIZON"]],
  },
  /** The INSERT comes first, when the tables that it names don't exist yet. */
  "managed-insert-first": {
    fails: ["has a note of SQL, in the right order"],
    changes: [
      ["[...query.settings, ...query.tables, query.insert]", "[query.insert, ...query.settings, ...query.tables]"],
    ],
    isAlwaysJudged: true,
  },
  /** The settings come after the INSERT, which then runs without them. */
  "managed-settings-last": {
    fails: ["has a note of SQL, in the right order"],
    changes: [
      ["[...query.settings, ...query.tables, query.insert]", "[...query.tables, query.insert, ...query.settings]"],
    ],
  },
  /** The type of the code is none that AWS knows: it refuses an application whose other settings are right. */
  "managed-code-of-another-type": {
    fails: [
      "creates a Studio notebook",
      "gives it the role of managed applications",
      "has a note of SQL, in the right order",
      "reads your input stream and writes stream I",
      "repeats no window that is already there",
    ],
    changes: [['CodeContentType: "PLAINTEXT"', 'CodeContentType: "SQL" as "PLAINTEXT"']],
  },
  /** The mode is that of a program, and the note begins with the oldest record: AWS refuses the mode. */
  "managed-streaming-from-the-oldest": {
    fails: ["creates a Studio notebook", "repeats no window that is already there"],
    changes: [
      ["INTERACTIVE", "STREAMING"],
      ["LATEST", "TRIM_HORIZON"],
    ],
  },
  /** The runtime is that of a program, so there is no Studio notebook. */
  "managed-program-for-notebook": {
    fails: ["creates a Studio notebook"],
    changes: [["ZEPPELIN-FLINK-3_0", "FLINK-1_20"]],
  },
  /** Source and sink are swapped. */
  "managed-streams-swapped": {
    fails: ["reads your input stream and writes stream I"],
    changes: [["INPUT_STREAM, sink: OUTPUT_STREAM", "OUTPUT_STREAM, sink: INPUT_STREAM"]],
  },
  /** The note has the tables and the query, but nothing that writes. */
  "managed-without-insert": {
    fails: ["reads your input stream and writes stream I"],
    changes: [["query.insert", "query.select"]],
  },
};
