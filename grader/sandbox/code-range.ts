const MIB = 1024 * 1024;
/** The least size of a code range that is mapped at once. The compiled code of one process is smaller, and its size varies. */
const MIN_MIB = 64;

/**
 * MiB that Linux counts as data for the compiled code of one isolate, though hardly any of it is used: Node 24 maps 512 MiB as writable at
 * once; with Node 20 and 22, which make pages writable as they need them, 0.
 *
 * @param maps text of `/proc/<pid>/maps` of a process of this Node: see proc_pid_maps(5)
 */
export function measureCodeRangeMiB(maps: string): number {
  const writableCode = /^([0-9a-f]+)-([0-9a-f]+) rwxp 00000000 00:00 0\s*$/gm;
  const ranges = [...maps.matchAll(writableCode)].map(([, from = "", to = ""]) =>
    Math.ceil((parseInt(to, 16) - parseInt(from, 16)) / MIB),
  );
  return Math.max(0, ...ranges.filter((miB) => miB >= MIN_MIB));
}
