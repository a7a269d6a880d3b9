import { callAws } from "../aws";
import type { StorageDescriptor } from "./catalog";

/** A partition of the catalog. */
interface Partition {
  readonly Values: readonly string[];
  readonly StorageDescriptor?: StorageDescriptor;
  /** Seconds since the epoch. */
  readonly CreationTime?: number;
}

/** One page of a table's partitions. */
export interface PartitionPage {
  readonly partitions: readonly Partition[];
  /** The token for the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** The partitions to list. */
interface PartitionRequest {
  readonly database: string;
  readonly table: string;
  /** `year = '2030' AND month > '05'`; empty for all. */
  readonly expression: string;
  readonly from?: string | undefined;
}

/** A thousand partitions at most. @throws AwsError if the expression is wrong */
export async function listPartitions({ database, table, expression, from }: PartitionRequest): Promise<PartitionPage> {
  const { Partitions = [], NextToken } = await callAws<{ Partitions?: Partition[]; NextToken?: string }>(
    "glue",
    "GetPartitions",
    {
      DatabaseName: database,
      TableName: table,
      ExcludeColumnSchema: true,
      MaxResults: 1000,
      ...(expression === "" ? {} : { Expression: expression }),
      ...(from === undefined ? {} : { NextToken: from }),
    },
  );
  return { partitions: Partitions, next: NextToken };
}
