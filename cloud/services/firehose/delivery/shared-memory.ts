import type { MemoryShare } from "../conversion/columnar-file";
import { Memory } from "./memory";

const MEBIBYTE = 1024 * 1024;
/** The buffers' share of all, as long as nobody needs more for a conversion. */
const BUFFERS_SHARE = 0.25;
const LEAST_BUFFERS_MIB = 8;
/** For batches on their way through the stages, and free memory that is used again. */
const ON_THE_WAY_MIB = 32;

/**
 * Shares out the memory that Firehose may hold: to the buffers of all streams, to the conversion that runs, and to batches on
 * their way. A conversion with many columns takes from the buffers, which go to disk; beyond that it must do with what there is.
 *
 * @param mebibytes the setting, 128 or more
 */
export function sharedMemory(mebibytes: number): { readonly memory: Memory; readonly reserve: MemoryShare } {
  const buffersMiB = mebibytes * BUFFERS_SHARE;
  const freeMiB = mebibytes - ON_THE_WAY_MIB - buffersMiB;
  const mostMiB = mebibytes - ON_THE_WAY_MIB - LEAST_BUFFERS_MIB;
  const memory = new Memory(buffersMiB * MEBIBYTE);
  return {
    memory,
    reserve(wanted) {
      const given = Math.min(wanted, mostMiB);
      return { mebibytes: given, release: memory.reserve(Math.max(0, given - freeMiB) * MEBIBYTE) };
    },
  };
}
