import type { MemoryShare } from "../conversion/parquet-writer";
import { Memory } from "./memory";
import { InFlightBytes } from "../batches/in-flight-bytes";

const MEBIBYTE = 1024 * 1024;
/** The buffers' share of all, as long as nobody needs more for a conversion. */
const BUFFERS_SHARE = 0.25;
const LEAST_BUFFERS_MIB = 8;
const IN_FLIGHT_MIB = 16;
/** The largest batch, 10 MiB of a Kinesis stream, may go over it; and 8 MiB of free memory are kept to be used again. */
const BESIDES_MIB = IN_FLIGHT_MIB + 10 + 8;

/**
 * Shares out the memory that Firehose may hold: to the buffers of all streams, to the conversion that runs, and to the batches
 * of all streams on their way. A conversion with many columns takes from the buffers, which go to disk; beyond that it must do with what there is.
 *
 * @param mebibytes the setting, 128 or more
 */
export function sharedMemory(mebibytes: number): {
  readonly memory: Memory;
  readonly inFlight: InFlightBytes;
  readonly reserve: MemoryShare;
} {
  const buffersMiB = mebibytes * BUFFERS_SHARE;
  const freeMiB = mebibytes - BESIDES_MIB - buffersMiB;
  const mostMiB = mebibytes - BESIDES_MIB - LEAST_BUFFERS_MIB;
  const memory = new Memory(buffersMiB * MEBIBYTE);
  return {
    memory,
    inFlight: new InFlightBytes(IN_FLIGHT_MIB * MEBIBYTE),
    reserve(wanted) {
      const given = Math.min(wanted, mostMiB);
      return { mebibytes: given, release: memory.reserve(Math.max(0, given - freeMiB) * MEBIBYTE) };
    },
  };
}
