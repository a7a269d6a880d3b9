import type { LabSource } from "../../authoring/index";

/**
 * A lab small enough to be read at a glance: two cells to fill in, one given, one that only shows something; and a
 * script with two regions.
 */
export const TINY_LAB: LabSource = {
  id: "99-tiny",
  parts: [
    {
      file: "course/99-tiny/lab/01-tiny.ts",
      text: `// %% [markdown] id=title
// # Tiny

// %% id=setup
import { createKinesisDataStream } from "../../../src/index";
const FIRST = "first-stream";

// %% id=first exercise=99-tiny.first
const SECOND = "second-stream";
// ### START CODE HERE ### (~ 1 line of code)
// Create it. // @KEEP
await createKinesisDataStream({ streamName: FIRST, shardCount: 2 }); // @REPLACE await None({ streamName: None, shardCount: None });
// ### END CODE HERE ###

// %% id=look
console.log("only to look at");

// %% id=second exercise=99-tiny.second
// ### START CODE HERE ### (~ 1 line of code)
await createKinesisDataStream({ streamName: SECOND, shardCount: 1 }); // @REPLACE await None({ streamName: None });
// ### END CODE HERE ###
`,
    },
  ],
  scripts: [
    {
      file: "course/99-tiny/scripts/src/etl/tiny.ts",
      path: "src/etl/tiny.ts",
      text: `import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";

const kinesis = new KinesisClient({});
let text = "";
// exercise=99-tiny.text
// ### START CODE HERE ### (~ 1 line of code)
text = "hello"; // @REPLACE text = None;
// ### END CODE HERE ###
let key = "";
// exercise=99-tiny.key
// ### START CODE HERE ### (~ 1 line of code)
key = "k"; // @REPLACE key = None;
// ### END CODE HERE ###
await kinesis.send(new PutRecordCommand({ StreamName: "out", PartitionKey: key, Data: Buffer.from(text) }));
`,
    },
  ],
  hasFile: () => true,
};

/** A notebook file with these code cells. */
export function createNotebook(cells: readonly { id?: string; exercise?: string; source: string }[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map(({ id, exercise, source }) => ({
      cell_type: "code",
      id,
      source,
      outputs: [],
      execution_count: null,
      metadata: exercise === undefined ? {} : { labs: { exercise } },
    })),
  });
}
