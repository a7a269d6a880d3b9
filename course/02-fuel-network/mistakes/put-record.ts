import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The Firehose's name is a constant instead of the environment variable's value. */
  "firehose-by-its-name": {
    fails: ["sends to the Firehose that the environment variable names"],
    changes: [["deliveryStream", '"SI-Firehose"']],
  },
  /** String(reading) is "[object Object]", which isn't JSON. */
  "reading-made-text-the-wrong-way": {
    fails: ["sends the reading as JSON"],
    changes: [["JSON.stringify(reading)", "String(reading)"]],
  },
};
