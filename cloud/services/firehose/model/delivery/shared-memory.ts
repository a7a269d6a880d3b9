import type { MemoryShare } from "../conversion/parquet-writer";
import { Memory } from "./memory";
import { InFlightBytes } from "../batches/in-flight-bytes";

const MEBIBYTE = 1024 * 1024;
/** The buffers' share of the whole, as long as no conversion needs more than the rest. */
const BUFFERS_SHARE = 0.25;
const MIN_BUFFERS_MIB = 8;
const IN_FLIGHT_MIB = 16;
/** The largest batch, 10 MiB of a Kinesis stream, may exceed the limit of bytes in flight; and `Memory` keeps up to 8 MiB for reuse. */
const OTHER_MIB = IN_FLIGHT_MIB + 10 + 8;

/**
 * Shares out the memory that Firehose may hold: to the buffers of all streams, to the conversion that runs, and to the
 * batches of all streams in flight. A conversion with many columns takes memory from the buffers, which spill to disk;
 * beyond that it gets less than it wants.
 *
 * @param mebibytes the limit for all of Firehose, 128 or more
 */
export function divideMemory(mebibytes: number): {
  readonly memory: Memory;
  readonly inFlight: InFlightBytes;
  readonly reserve: MemoryShare;
} {
  const buffersMiB = mebibytes * BUFFERS_SHARE;
  const freeMiB = mebibytes - OTHER_MIB - buffersMiB;
  const maxMiB = mebibytes - OTHER_MIB - MIN_BUFFERS_MIB;
  const memory = new Memory(buffersMiB * MEBIBYTE);
  return {
    memory,
    inFlight: new InFlightBytes(IN_FLIGHT_MIB * MEBIBYTE),
    reserve(wanted) {
      const given = Math.min(wanted, maxMiB);
      return { mebibytes: given, release: memory.reserve(Math.max(0, given - freeMiB) * MEBIBYTE) };
    },
  };
}
