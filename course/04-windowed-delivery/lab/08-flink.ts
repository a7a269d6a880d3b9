// Lab 04, part 6: option B, the same in Flink SQL. Without Java it says so in one line, and the lab goes on.

import { showTable } from "../../../src/index";
import { EXACT_WINDOWS, openFlinkIfThere, windowedMetricsSql } from "../../../src/windowed-delivery";
import type { MetricAggregate } from "../../../src/windowed-delivery";
import { INPUT_STREAM, OUTPUT_STREAM } from "./01-opening";
import { aggregatesIn } from "./05-let-it-run";
export { optionB };

// %% [markdown] id=part-6 tags=why
// ## 6. The same in Flink SQL
//
// You have written windows, watermark and checkpoint by hand, to see how they work. **Apache Flink** has all of them, and its SQL can say the same in a dozen lines. On AWS it runs as *Managed Service for
// Apache Flink*; its *Studio* is a notebook for such SQL. This is **option B**.
//
// Flink needs Java and a download, once: `npx labs flink`, in a terminal. Without it the next cells say so in one line, and the rest of the lab goes on.

// %% [markdown] id=flink-sql-note tags=look
// ### 6.1 The SQL
//
// Read it. The first statement makes a table of the stream of events; one line says what the watermark is. The second one asks for windows: `TUMBLE` is the tumbling window.

// %% id=flink-sql tags=look,varies
const optionB = windowedMetricsSql({ source: INPUT_STREAM, sink: OUTPUT_STREAM, windowSeconds: 60, delaySeconds: 30 });
console.log(`${optionB.tables[0].text};\n\n${optionB.select.text};`);

// %% [markdown] id=flink-run-do tags=do
// ### 6.2 Run it
//
// The query reads the stream from its beginning (`TRIM_HORIZON`), and gives a row for each window that closes. It would go on for ever. This cell stops when it has as many windows as your own application
// has written, and compares the two. (The first time, Flink takes some seconds to start.)

// %% id=flink-run tags=do,wait,varies
const flink = await openFlinkIfThere({ settings: EXACT_WINDOWS });
if (flink) {
  const own = await aggregatesIn(OUTPUT_STREAM);
  const rows: object[] = [];
  await flink.run(optionB.tables[0]);
  for await (const { row } of flink.query(optionB.select)) {
    rows.push(row);
    if (rows.length >= own.length) break;
  }
  await flink.close();
  const nameOf = (row: object) => {
    const { componentName, metricName, minValue, maxValue, fromTimestamp, toTimestamp } = row as MetricAggregate;
    return [componentName, metricName, minValue, maxValue, fromTimestamp, toTimestamp].join(" ");
  };
  const written = new Set(own.map(nameOf));
  showTable(rows, { title: "Windows by Flink", limit: 8 });
  console.log(`${rows.filter((row) => written.has(nameOf(row))).length} of ${own.length} windows are those of your application.`);
}

// %% [markdown] id=flink-note tags=on-aws
// Which of the two would you take? SQL is shorter, and Flink has solved what you have not: many machines, exactly once, jobs that are changed while they run. Your own program needs no Java, starts at once, and costs nothing while it
// does not run. A Flink application on AWS is billed by the hour, for at least one *KPU* and one more for its management.
