import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The Firehose of part 2 adds a new line to each record, so an object would have empty lines. */
  "json-with-a-new-line": {
    fails: ["writes each aggregate as JSON"],
    isAlwaysJudged: true,
    answer: ['return { PartitionKey: aggregate.componentName, Data: Buffer.from(JSON.stringify(aggregate) + "\\n") };'],
  },
  /** The table reads one row from each line, so JSON on several lines is no row. */
  "json-on-several-lines": {
    fails: ["writes each aggregate as JSON"],
    answer: [
      "return { PartitionKey: aggregate.componentName, Data: Buffer.from(JSON.stringify(aggregate, null, 2)) };",
    ],
  },
  /** The partition key is the metric instead of the component. */
  "metric-as-key": {
    fails: ["takes the component as partition key"],
    answer: ["return { PartitionKey: aggregate.metricName, Data: Buffer.from(JSON.stringify(aggregate)) };"],
  },
  /** Services whose names are equally long share a key, and so a shard. */
  "length-of-the-name": {
    fails: ["takes the component as partition key"],
    answer: [
      "return { PartitionKey: String(aggregate.componentName.length), Data: Buffer.from(JSON.stringify(aggregate)) };",
    ],
  },
  /** String(aggregate) is "[object Object]", which isn't JSON. */
  "object-as-text": {
    fails: ["writes each aggregate as JSON"],
    answer: ["return { PartitionKey: aggregate.componentName, Data: Buffer.from(String(aggregate)) };"],
  },
};
