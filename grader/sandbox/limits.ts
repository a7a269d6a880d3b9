/** Limits of one sandboxed process. All are hard: reaching one ends the process or fails the call. */
export interface Limits {
  /** The compiler's processor time for all runs of a submission; one run gets a third of the remaining time. */
  readonly compileSeconds: number;
  /** Processor time of one cell, see `limitTime`. */
  readonly cellSeconds: number;
  /** Processor time of the whole process. */
  readonly totalSeconds: number;
  /** The wall-clock time allowed, as a multiple of these two limits and the next one: for code that waits, and for busy machines. */
  readonly waitFactor: number;
  /**
   * Processor time for reading the resources of its cloud, and for waiting for the processes that it has started
   * there: far more than honest work needs.
   */
  readonly judgeSeconds: number;
  /** V8's heap. */
  readonly heapMiB: number;
  /** All private memory of a process, buffers outside the heap included; and all memory of all processes of a run together. */
  readonly memoryMiB: number;
  readonly processes: number;
  readonly openFiles: number;
  /** All files in the only writable folder, which is in memory. */
  readonly diskMiB: number;
  /** Number of files and folders there: each takes kernel memory, even an empty one. */
  readonly files: number;
  /** All printed text, over all channels. */
  readonly outputMiB: number;
  /** Number of messages to the grader, waits included. */
  readonly messages: number;
  /** All data of its lab cloud. */
  readonly cloudMiB: number;
  /** Number of calls to its lab cloud. */
  readonly cloudCalls: number;
}

export const DEFAULT_LIMITS: Limits = {
  compileSeconds: 60,
  cellSeconds: 10,
  totalSeconds: 30,
  waitFactor: 6,
  judgeSeconds: 20,
  heapMiB: 256,
  memoryMiB: 1024,
  processes: 64,
  openFiles: 512,
  diskMiB: 16,
  files: 4096,
  outputMiB: 8,
  messages: 10_000,
  cloudMiB: 64,
  cloudCalls: 10_000,
};
