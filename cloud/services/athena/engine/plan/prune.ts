import type { PartitionTest } from "../../../glue/partition-predicate";
import type { Scan } from "../analysis/context";

/** A test that rules out partitions which no condition of the query lets through; undefined for all. */
export const partitionTestOf = (scan: Scan): PartitionTest | undefined => (scan.conditions.length === 0 ? undefined : undefined);
