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
} from "@aws-sdk/client-glue";
import type * as sdk from "@aws-sdk/client-glue";
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
import * as fields from "../model/fields";
import { operation, createPage } from "./operation";
import { createPartitionsIn, describePartition, updatePartitionIn, deletePartitionFrom } from "./partition-changes";
import { getItemAt } from "../../../../foundation/item-at";

const createPartitionMembers = {
  ...fields.inTable,
  PartitionInput: required(fields.partitionInput),
} satisfies Members<sdk.CreatePartitionRequest>;

export const createPartition = operation(
  CreatePartition$,
  createPartitionMembers,
  (cloud, request): sdk.CreatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const [refusal] = createPartitionsIn(cloud, table, [request.PartitionInput]);
    if (refusal !== undefined) throw refusal;
    return {};
  },
);

const getPartitionMembers = {
  ...fields.inTable,
  PartitionValues: required(fields.partitionValues),
  AuditContext: refused(),
} satisfies Members<sdk.GetPartitionRequest>;

export const getPartition = operation(
  GetPartition$,
  getPartitionMembers,
  (cloud, request): sdk.GetPartitionResponse => {
    const { PartitionValues: values } = request;
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    if (values.length !== getPartitionKeys(table).length) throw createValuesDoNotMatchKeysFault();
    const partition = cloud.glue.getPartitions(table).find(values);
    if (partition === undefined) throw createPartitionNotFoundFault();
    return { Partition: describePartition(cloud, table, partition) };
  },
);

const segment = {
  SegmentNumber: required(integer({ min: 0 })),
  TotalSegments: required(integer({ min: 1, max: 10 })),
} satisfies Members<sdk.Segment>;

const getPartitionsMembers = {
  ...fields.inTable,
  Expression: optional(fields.predicate),
  NextToken: optional(fields.token),
  Segment: optional(structure(segment)),
  MaxResults: optional(fields.pageOf1000),
  ExcludeColumnSchema: optional(boolean()),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
} satisfies Members<sdk.GetPartitionsRequest>;

export const getPartitions = operation(
  GetPartitions$,
  getPartitionsMembers,
  (cloud, request): sdk.GetPartitionsResponse => {
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

function removeColumns({ StorageDescriptor: descriptor, ...partition }: sdk.Partition): sdk.Partition {
  if (descriptor === undefined) return partition;
  return { ...partition, StorageDescriptor: { ...descriptor, Columns: undefined } };
}

const updatePartitionMembers = {
  ...fields.inTable,
  PartitionValueList: required(fields.changedValues),
  PartitionInput: required(fields.partitionInput),
} satisfies Members<sdk.UpdatePartitionRequest>;

export const updatePartition = operation(
  UpdatePartition$,
  updatePartitionMembers,
  (cloud, request): sdk.UpdatePartitionResponse => {
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
  ...fields.inTable,
  PartitionInputList: required(list(fields.partitionInput, { max: 100 })),
} satisfies Members<sdk.BatchCreatePartitionRequest>;

export const batchCreatePartition = operation(
  BatchCreatePartition$,
  batchCreatePartitionMembers,
  (cloud, request): sdk.BatchCreatePartitionResponse => {
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
  ...fields.inTable,
  PartitionsToDelete: required(fields.createValueLists(25)),
} satisfies Members<sdk.BatchDeletePartitionRequest>;

export const batchDeletePartition = operation(
  BatchDeletePartition$,
  batchDeletePartitionMembers,
  (cloud, request): sdk.BatchDeletePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.PartitionsToDelete.flatMap(({ Values: values }) => {
      const refusal = deletePartitionFrom(cloud, table, values);
      return refusal === undefined ? [] : [{ PartitionValues: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

const batchGetPartitionMembers = {
  ...fields.inTable,
  PartitionsToGet: required(fields.createValueLists(1000)),
  AuditContext: refused(),
  QuerySessionContext: refused(),
} satisfies Members<sdk.BatchGetPartitionRequest>;

/** Returns the existing partitions, in the order of the request; like AWS, it does not mention the others. */
export const batchGetPartition = operation(
  BatchGetPartition$,
  batchGetPartitionMembers,
  (cloud, request): sdk.BatchGetPartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    const partitions = cloud.glue.getPartitions(table);
    const found = request.PartitionsToGet.flatMap(({ Values: values }) => partitions.find(values) ?? []);
    return { Partitions: found.map((partition) => describePartition(cloud, table, partition)), UnprocessedKeys: [] };
  },
);

const entry = {
  PartitionValueList: required(fields.changedValues),
  PartitionInput: required(fields.partitionInput),
} satisfies Members<sdk.BatchUpdatePartitionRequestEntry>;
const batchUpdatePartitionMembers = {
  ...fields.inTable,
  Entries: required(list(structure(entry), { min: 1, max: 100 })),
} satisfies Members<sdk.BatchUpdatePartitionRequest>;

export const batchUpdatePartition = operation(
  BatchUpdatePartition$,
  batchUpdatePartitionMembers,
  (cloud, request): sdk.BatchUpdatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.Entries.flatMap(({ PartitionValueList: values, PartitionInput: input }) => {
      const refusal = updatePartitionIn(cloud, table, { values, input });
      return refusal === undefined ? [] : [{ PartitionValueList: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

const deletePartitionMembers = {
  ...fields.inTable,
  PartitionValues: required(fields.partitionValues),
} satisfies Members<sdk.DeletePartitionRequest>;

export const deletePartition = operation(
  DeletePartition$,
  deletePartitionMembers,
  (cloud, request): sdk.DeletePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const refusal = deletePartitionFrom(cloud, table, request.PartitionValues);
    if (refusal !== undefined) throw refusal;
    return {};
  },
);
