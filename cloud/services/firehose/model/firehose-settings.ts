/** The settings of Firehose: quotas that AWS raises on request, and the memory that Firehose may use. */
export interface FirehoseSettings {
  /**
   * MiB that Firehose may use for records of all delivery streams: buffers, batches in flight, and the rows that DuckDB
   * converts. Buffers beyond it go to disk; puts and reads wait while 16 MiB are in flight, over all streams. 128 or
   * more; a table of hundreds of columns needs 256 to be converted. The programs themselves also need memory:
   * two threads of jq with some 30 MB each, and Python for ORC.
   */
  readonly memoryMiB: number;
  /**
   * What each Direct PUT stream accepts in a second, in MiB; undefined for AWS's own quota of the region. Requests and
   * records grow with it, as AWS raises all three together.
   */
  readonly mebibytesPerSecond: number | undefined;
  /** Partitions of a delivery stream that may hold data at the same time. */
  readonly activePartitions: number;
}

/** AWS's own quotas, and memory that a small machine has. */
export const DEFAULT_FIREHOSE_SETTINGS: FirehoseSettings = {
  memoryMiB: 256,
  mebibytesPerSecond: undefined,
  activePartitions: 500,
};

/** The settings with all defaults; an undefined member counts as left out. */
export const resolveFirehoseSettings = (overrides: Partial<FirehoseSettings> = {}): FirehoseSettings => ({
  memoryMiB: overrides.memoryMiB ?? DEFAULT_FIREHOSE_SETTINGS.memoryMiB,
  mebibytesPerSecond: overrides.mebibytesPerSecond,
  activePartitions: overrides.activePartitions ?? DEFAULT_FIREHOSE_SETTINGS.activePartitions,
});

/** Conditions on the settings, each with the message for a setting that breaks it. */
export const listFirehoseDemands = ({
  memoryMiB,
  mebibytesPerSecond = 1,
  activePartitions,
}: FirehoseSettings): readonly (readonly [boolean, string])[] => [
  [memoryMiB >= 128, `firehose.memoryMiB must be a number from 128 on, not ${memoryMiB}`],
  [mebibytesPerSecond > 0, `firehose.mebibytesPerSecond must be a number above 0, not ${mebibytesPerSecond}`],
  [
    Number.isInteger(activePartitions) && activePartitions > 0,
    `firehose.activePartitions must be a whole number from 1 on, not ${activePartitions}`,
  ],
];
