// Lab 04, part 8: the demonstration.

import { writeDemoReport } from "../../../src/windowed-delivery";
import { ATHENA, DELIVERY, STUDENT } from "./01-opening";
import { EMPTY } from "./04-template";
import { CHECKPOINT } from "./05-let-it-run";
import { HIGHEST } from "./06-table";
import { optionB } from "./08-flink";

// %% [markdown] id=part-8 tags=why
// ## 8. The demonstration
//
// In the exam you show that all this works, point by point, from the state of the cloud:
//
// | point | what is to be shown |
// |---|---|
// | 1 | two data streams, input and output, with your name |
// | 2 | both were empty, read from **Trim Horizon**: from the oldest record that they hold |
// | 3 | an empty bucket with your name |
// | 4 | the application, and that it points to both streams |
// | 5 | the Firehose, and that it points to the output stream and to the bucket |
// | 6 | test metrics are published |
// | 7 | the table of the Data Catalog points to the bucket |
// | 8 | Athena answers a query of it |
// | 9 | the seven columns of the data |
// | 10 | option B: the SQL code |
//
// You have proven points 2 and 3 in part 2, before the first event. The next cell proves the others, and writes a report with a picture beside this notebook. On AWS you would record your screen, and go the same way through the console.

// %% id=demo tags=do,varies
await writeDemoReport({
  student: STUDENT,
  delivery: DELIVERY,
  empty: EMPTY,
  checkpoint: CHECKPOINT,
  table: "aggregates",
  query: { ...ATHENA, sql: HIGHEST },
  optionB: `${optionB.tables[0].text};\n\n${optionB.select.text};`,
});

// %% [markdown] id=demo-note tags=look
// A point that does not hold says what was found. Points 2 and 3 were missed? Then run the clean-up, create the stack again, run the cell that proves them, and let events flow.
