/** What can be set about Firehose: what AWS raises on request, and what a machine has. */
export interface FirehoseSettings {
  /**
   * What Firehose may hold in memory of records, over all delivery streams: their buffers, batches on their way, and the rows
   * that DuckDB converts. What does not fit goes to disk; puts and reads wait while 16 MiB are on their way, over all streams.
   * 128 or more; a table of hundreds of columns needs 256 to be converted.
   * The programs themselves come on top: two threads of jq with some 30 MB each, and Python for ORC.
   */
  readonly memoryMiB: number;
  /**
   * What each Direct PUT stream takes in a second, in MiB; undefined for AWS's own quota of the region. Requests and
   * records grow with it, as AWS raises all three together.
   */
  readonly mebibytesPerSecond: number | undefined;
  /** Partitions of a delivery stream that may hold data at the same time. */
  readonly activePartitions: number;
}

/** AWS's own limits, and a share of a small machine. */
export const DEFAULT_FIREHOSE_SETTINGS: FirehoseSettings = {
  memoryMiB: 256,
  mebibytesPerSecond: undefined,
  activePartitions: 500,
};

/** The settings with all defaults; what is undefined counts as left out. */
export const firehoseSettings = (given: Partial<FirehoseSettings> = {}): FirehoseSettings => ({
  memoryMiB: given.memoryMiB ?? DEFAULT_FIREHOSE_SETTINGS.memoryMiB,
  mebibytesPerSecond: given.mebibytesPerSecond,
  activePartitions: given.activePartitions ?? DEFAULT_FIREHOSE_SETTINGS.activePartitions,
});

/** What must hold of the settings, each with what to say if it does not. */
export const firehoseDemands = ({
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
