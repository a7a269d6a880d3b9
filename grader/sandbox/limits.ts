/** What one sandboxed process may use. All are hard limits; reaching one ends the process or fails the call. */
export interface Limits {
  /** The compiler's processor time for a submission in all, however many runs it takes; for one of them, a third of what is left. */
  readonly compileSeconds: number;
  /** Wall-clock time of one cell. */
  readonly cellSeconds: number;
  /** Wall-clock time of the whole process. */
  readonly totalSeconds: number;
  /** Looking at what it has left, and waiting for what it has started in its cloud: far more than honest work needs. */
  readonly judgeSeconds: number;
  /** V8's heap. */
  readonly heapMiB: number;
  /** All private memory of a process, buffers outside the heap included; and all memory of all processes of a run together. */
  readonly memoryMiB: number;
  readonly processes: number;
  readonly openFiles: number;
  /** Everything written to the one writable folder, which is in memory. */
  readonly diskMiB: number;
  /** Files and folders in it: each takes memory of the kernel's, though it may hold nothing. */
  readonly files: number;
  /** Everything printed, over all channels. */
  readonly outputMiB: number;
  /** Waits, and all else that it tells the grader. */
  readonly messages: number;
  /** Everything that its lab cloud holds. */
  readonly cloudMiB: number;
  /** Calls to its lab cloud. */
  readonly cloudCalls: number;
}

export const DEFAULT_LIMITS: Limits = {
  compileSeconds: 60,
  cellSeconds: 10,
  totalSeconds: 30,
  judgeSeconds: 120,
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
