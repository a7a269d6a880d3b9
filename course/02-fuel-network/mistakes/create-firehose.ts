import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The buffer that was decided in 1.3 is replaced. */
  "buffer-of-15-minutes": {
    fails: ["buffers as you decided in 1.3", "delivers a reading, a minute later"],
    changes: [["BufferingHints: BUFFERING", "BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 }"]],
  },
  /** Its own folder comes behind the keys, so that no table finds the objects. */
  "folder-behind-the-keys": {
    fails: ["delivers into a folder for each key"],
    changes: [["prefixOf(PARTITION_KEYS)", 'prefixOf(PARTITION_KEYS) + "all/"']],
  },
  /** Only the first processor is configured: no delimiter is written between the records. */
  "no-new-line": {
    fails: ["finds the keys and appends a new line"],
    changes: [["processors(PARTITION_KEYS)", "processors(PARTITION_KEYS).slice(0, 1)"]],
  },
  /** The conversion of the format is left out. */
  "not-converted": {
    fails: ["converts the records"],
    changes: [["DataFormatConversionConfiguration: CONVERSION", "DataFormatConversionConfiguration: undefined"]],
  },
  /** The prefix has no key in it. */
  "prefix-without-keys": {
    fails: ["delivers into a folder for each key", "delivers a reading, a minute later"],
    changes: [["prefixOf(PARTITION_KEYS)", '"station-data/"']],
  },
  /** The processors are there, but switched off. */
  "processors-not-enabled": {
    fails: ["finds the keys and appends a new line", "delivers a reading, a minute later"],
    changes: [["{ Enabled: true, Processors", "{ Enabled: false, Processors"]],
  },
  /** The delivery stream has the type that lab 01 used, which reads a data stream. */
  "reads-a-data-stream": {
    fails: ["takes records by Direct PUT", "delivers a reading, a minute later"],
    changes: [["DirectPut", "KinesisStreamAsSource"]],
  },
  /** The retry duration is text, so AWS can't read the request at all. */
  "retry-as-text": {
    fails: [
      "takes records by Direct PUT",
      "delivers to the bucket of the lab",
      "says where failed records go",
      "buffers as you decided in 1.3",
      "tries again for the given time",
      "finds the keys and appends a new line",
      "converts the records",
      "delivers into a folder for each key",
      "delivers a reading, a minute later",
    ],
    changes: [["DurationInSeconds: 60", 'DurationInSeconds: "60"']],
  },
  /** The retry duration is AWS's default, 300 seconds. */
  "retry-for-five-minutes": {
    fails: ["tries again for the given time"],
    changes: [["DurationInSeconds: 60", "DurationInSeconds: 300"]],
  },
  /** The retry duration is in milliseconds, which AWS refuses. All else is right. */
  "retry-in-milliseconds": {
    fails: ["tries again for the given time", "delivers a reading, a minute later"],
    changes: [["DurationInSeconds: 60", "DurationInSeconds: 60_000"]],
  },
};
