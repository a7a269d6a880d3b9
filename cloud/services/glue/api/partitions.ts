import {
  CreatePartition$,
  GetPartition$,
  GetPartitions$,
  UpdatePartition$,
  BatchCreatePartition$,
  BatchDeletePartition$,
  BatchGetPartition$,
  BatchUpdatePartition$,
  DeletePartition$,
  type CreatePartitionRequest,
  type CreatePartitionResponse,
  type GetPartitionRequest,
  type GetPartitionResponse,
  type GetPartitionsRequest,
  type GetPartitionsResponse,
  type Partition,
  type Segment,
  type UpdatePartitionRequest,
  type UpdatePartitionResponse,
  type BatchCreatePartitionRequest,
  type BatchCreatePartitionResponse,
  type BatchDeletePartitionRequest,
  type BatchDeletePartitionResponse,
  type BatchGetPartitionRequest,
  type BatchGetPartitionResponse,
  type BatchUpdatePartitionRequest,
  type BatchUpdatePartitionRequestEntry,
  type BatchUpdatePartitionResponse,
  type DeletePartitionRequest,
  type DeletePartitionResponse,
} from "@aws-sdk/client-glue";
import { required, refused, optional, structure, type Members } from "../../../core/members";
import { boolean, integer, list } from "../../../core/rules";
import { getPartitionKeys } from "../model/catalog";
import {
  createTableToChangeNotFoundFault,
  createPartitionNotFoundFault,
  createValuesDoNotMatchKeysFault,
  createInvalidSegmentFault,
  createErrorDetail,
} from "../model/faults";
import {
  inTable,
  partitionInput,
  partitionValues,
  pageOf1000,
  predicate,
  token,
  changedValues,
  createValueLists,
} from "../model/fields";
import { operation, createPage } from "./operation";
import { createPartitionsIn, describePartition, updatePartitionIn, deletePartitionFrom } from "./partition-changes";
import { getItemAt } from "../../../../foundation/item-at";

const createPartitionMembers = {
  ...inTable,
  PartitionInput: required(partitionInput),
} satisfies Members<CreatePartitionRequest>;

export const createPartition = operation(
  CreatePartition$,
  createPartitionMembers,
  (cloud, request): CreatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const [refusal] = createPartitionsIn(cloud, table, [request.PartitionInput]);
    if (refusal !== undefined) throw refusal;
    return {};
  },
);

const getPartitionMembers = {
  ...inTable,
  PartitionValues: required(partitionValues),
  AuditContext: refused(),
} satisfies Members<GetPartitionRequest>;

export const getPartition = operation(GetPartition$, getPartitionMembers, (cloud, request): GetPartitionResponse => {
  const { PartitionValues: values } = request;
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
  if (values.length !== getPartitionKeys(table).length) throw createValuesDoNotMatchKeysFault();
  const partition = cloud.glue.getPartitions(table).find(values);
  if (partition === undefined) throw createPartitionNotFoundFault();
  return { Partition: describePartition(cloud, table, partition) };
});

const segment = {
  SegmentNumber: required(integer({ min: 0 })),
  TotalSegments: required(integer({ min: 1, max: 10 })),
} satisfies Members<Segment>;

const getPartitionsMembers = {
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

export const getPartitions = operation(
  GetPartitions$,
  getPartitionsMembers,
  (cloud, request): GetPartitionsResponse => {
    const { Expression: expression, Segment: part, ExcludeColumnSchema: isWithoutColumns } = request;
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    if (part !== undefined && part.SegmentNumber >= part.TotalSegments) throw createInvalidSegmentFault();
    const matching = cloud.glue.listMatchingPartitions(table, expression);
    const requested =
      part === undefined
        ? matching
        : matching.filter(({ number }) => number % part.TotalSegments === part.SegmentNumber);
    const { items, ...next } = createPage(requested, ({ number }) => number, { ...request, max: 1000 });
    const described = items.map((partition) => describePartition(cloud, table, partition));
    return { Partitions: isWithoutColumns === true ? described.map(removeColumns) : described, ...next };
  },
);

function removeColumns({ StorageDescriptor: descriptor, ...partition }: Partition): Partition {
  if (descriptor === undefined) return partition;
  return { ...partition, StorageDescriptor: { ...descriptor, Columns: undefined } };
}

const updatePartitionMembers = {
  ...inTable,
  PartitionValueList: required(changedValues),
  PartitionInput: required(partitionInput),
} satisfies Members<UpdatePartitionRequest>;

export const updatePartition = operation(
  UpdatePartition$,
  updatePartitionMembers,
  (cloud, request): UpdatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const refusal = updatePartitionIn(cloud, table, {
      values: request.PartitionValueList,
      input: request.PartitionInput,
    });
    if (refusal !== undefined) throw refusal;
    return {};
  },
);

const batchCreatePartitionMembers = {
  ...inTable,
  PartitionInputList: required(list(partitionInput, { max: 100 })),
} satisfies Members<BatchCreatePartitionRequest>;

export const batchCreatePartition = operation(
  BatchCreatePartition$,
  batchCreatePartitionMembers,
  (cloud, request): BatchCreatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const refusals = createPartitionsIn(cloud, table, request.PartitionInputList);
    const errors = refusals.flatMap((refusal, index) =>
      refusal === undefined
        ? []
        : [
            {
              PartitionValues: getItemAt(request.PartitionInputList, index).Values ?? [],
              ErrorDetail: createErrorDetail(refusal),
            },
          ],
    );
    return { Errors: errors };
  },
);

const batchDeletePartitionMembers = {
  ...inTable,
  PartitionsToDelete: required(createValueLists(25)),
} satisfies Members<BatchDeletePartitionRequest>;

export const batchDeletePartition = operation(
  BatchDeletePartition$,
  batchDeletePartitionMembers,
  (cloud, request): BatchDeletePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.PartitionsToDelete.flatMap(({ Values: values }) => {
      const refusal = deletePartitionFrom(cloud, table, values);
      return refusal === undefined ? [] : [{ PartitionValues: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

const batchGetPartitionMembers = {
  ...inTable,
  PartitionsToGet: required(createValueLists(1000)),
  AuditContext: refused(),
  QuerySessionContext: refused(),
} satisfies Members<BatchGetPartitionRequest>;

/** Returns the existing partitions, in the order of the request; like AWS, it does not mention the others. */
export const batchGetPartition = operation(
  BatchGetPartition$,
  batchGetPartitionMembers,
  (cloud, request): BatchGetPartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    const partitions = cloud.glue.getPartitions(table);
    const found = request.PartitionsToGet.flatMap(({ Values: values }) => partitions.find(values) ?? []);
    return { Partitions: found.map((partition) => describePartition(cloud, table, partition)), UnprocessedKeys: [] };
  },
);

const entry = {
  PartitionValueList: required(changedValues),
  PartitionInput: required(partitionInput),
} satisfies Members<BatchUpdatePartitionRequestEntry>;
const batchUpdatePartitionMembers = {
  ...inTable,
  Entries: required(list(structure(entry), { min: 1, max: 100 })),
} satisfies Members<BatchUpdatePartitionRequest>;

export const batchUpdatePartition = operation(
  BatchUpdatePartition$,
  batchUpdatePartitionMembers,
  (cloud, request): BatchUpdatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.Entries.flatMap(({ PartitionValueList: values, PartitionInput: input }) => {
      const refusal = updatePartitionIn(cloud, table, { values, input });
      return refusal === undefined ? [] : [{ PartitionValueList: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

const deletePartitionMembers = {
  ...inTable,
  PartitionValues: required(partitionValues),
} satisfies Members<DeletePartitionRequest>;

export const deletePartition = operation(
  DeletePartition$,
  deletePartitionMembers,
  (cloud, request): DeletePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const refusal = deletePartitionFrom(cloud, table, request.PartitionValues);
    if (refusal !== undefined) throw refusal;
    return {};
  },
);
