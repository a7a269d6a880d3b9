import { callAws } from "../aws";
import type { StorageDescriptor, CatalogTable } from "./catalog";

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

/** Whether Athena computes a table's partitions from its properties (partition projection). */
export const isProjected = ({ Parameters }: CatalogTable): boolean =>
  Parameters?.["projection.enabled"]?.toLowerCase() === "true";

/** How the values of one partition key are computed. */
interface ProjectedKey {
  readonly name: string;
  /** `enum`, `integer`, `date` or `injected`. */
  readonly type: string;
  /** The key's other properties, in a line: `range 0,23; digits 2`. */
  readonly rest: string;
}

/** The projection of each partition key, from the table's properties. */
export const listProjectedKeys = ({ PartitionKeys = [], Parameters = {} }: CatalogTable): readonly ProjectedKey[] =>
  PartitionKeys.map(({ Name }) => {
    const beginning = `projection.${Name}.`;
    const projection = Object.entries(Parameters).flatMap(([property, value]) =>
      property.startsWith(beginning) ? [[property.slice(beginning.length), value] as const] : [],
    );
    return {
      name: Name,
      type: projection.find(([property]) => property === "type")?.[1] ?? "",
      rest: projection.flatMap(([property, value]) => (property === "type" ? [] : [`${property} ${value}`])).join("; "),
    };
  });
