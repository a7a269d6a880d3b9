import {
  GetPartitions$,
  type GetPartitionsRequest,
  type GetPartitionsResponse,
  type Partition,
  type Segment,
} from "@aws-sdk/client-glue";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, integer } from "../../../core/rules";
import { createInvalidSegmentFault } from "../faults";
import { inTable, pageOf1000, predicate, token } from "../fields";
import { operation } from "../operation";
import { createPage } from "../page";
import { describePartition } from "../partition-changes";

const segment = {
  SegmentNumber: required(integer({ min: 0 })),
  TotalSegments: required(integer({ min: 1, max: 10 })),
} satisfies Members<Segment>;

const members = {
  ...inTable,
  Expression: optional(predicate),
  NextToken: optional(token),
  Segment: optional(structure(segment)),
  MaxResults: optional(pageOf1000),
  ExcludeColumnSchema: optional(boolean()),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
} satisfies Members<GetPartitionsRequest>;

export const getPartitions = operation(GetPartitions$, members, (cloud, request): GetPartitionsResponse => {
  const { Expression: expression, Segment: part, ExcludeColumnSchema: isWithoutColumns } = request;
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
  if (part !== undefined && part.SegmentNumber >= part.TotalSegments) throw createInvalidSegmentFault();
  const matching = cloud.glue.listMatchingPartitions(table, expression);
  const wanted =
    part === undefined ? matching : matching.filter(({ number }) => number % part.TotalSegments === part.SegmentNumber);
  const { items, ...next } = createPage(wanted, ({ number }) => number, { ...request, max: 1000 });
  const described = items.map((partition) => describePartition(cloud, table, partition));
  return { Partitions: isWithoutColumns === true ? described.map(removeColumns) : described, ...next };
});

function removeColumns({ StorageDescriptor: descriptor, ...partition }: Partition): Partition {
  if (descriptor === undefined) return partition;
  return { ...partition, StorageDescriptor: { ...descriptor, Columns: undefined } };
}
