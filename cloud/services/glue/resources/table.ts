import { CreateTable$, CreatePartition$ } from "@aws-sdk/client-glue";
import { createNeededApiField } from "../../cloudformation/model/properties/api-shape";
import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { type JsonObject, isList, isSameJson, type Json } from "../../cloudformation/model/properties/json";
import { glue } from "../service";
import { createTable, deleteTable, updateTable } from "../api/tables";
import { createPartition, deletePartition, updatePartition } from "../api/partitions";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-table.html */
export const table = defineResourceType({
  type: "AWS::Glue::Table",
  properties: {
    CatalogId: needed(createTextShape()),
    DatabaseName: needed(createTextShape()),
    TableInput: createNeededApiField<JsonObject>(CreateTable$, "TableInput"),
    Name: maybe(createTextShape()),
    OpenTableFormatInput: createRefusedField(),
  },
  replacement: ["CatalogId", "DatabaseName", "Name"],
  isReplacing: (before, desired) => before.TableInput["Name"] !== desired.TableInput["Name"],
  lowercase: true,
  maxNameLength: 255,
  attributes: [],
  async create(context, { CatalogId, DatabaseName, TableInput, Name: resourceName }) {
    const Name = resourceName ?? TableInput["Name"] ?? context.generatedName;
    await context.call(glue, createTable, { CatalogId, DatabaseName, TableInput: { ...TableInput, Name } });
    return String(Name);
  },
  async update(context, { id: Name }, { CatalogId, DatabaseName, TableInput }) {
    await context.call(glue, updateTable, { CatalogId, DatabaseName, TableInput: { ...TableInput, Name } });
  },
  async remove(context, { id: Name, properties: { CatalogId, DatabaseName } }) {
    await context.call(glue, deleteTable, { CatalogId, DatabaseName, Name });
  },
  describe: () => ({}),
});

const getValues = (input: JsonObject): readonly Json[] => (isList(input["Values"]) ? input["Values"] : []);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-partition.html */
export const partition = defineResourceType({
  type: "AWS::Glue::Partition",
  properties: {
    CatalogId: needed(createTextShape()),
    DatabaseName: needed(createTextShape()),
    TableName: needed(createTextShape()),
    PartitionInput: createNeededApiField<JsonObject>(CreatePartition$, "PartitionInput"),
  },
  replacement: ["CatalogId", "DatabaseName", "TableName"],
  isReplacing: (before, desired) => !isSameJson(getValues(before.PartitionInput), getValues(desired.PartitionInput)),
  attributes: [],
  async create(context, { CatalogId, DatabaseName, TableName, PartitionInput }) {
    await context.call(glue, createPartition, { CatalogId, DatabaseName, TableName, PartitionInput });
    return [DatabaseName, TableName, ...getValues(PartitionInput)].join("|");
  },
  async update(context, _existing, { CatalogId, DatabaseName, TableName, PartitionInput }) {
    await context.call(glue, updatePartition, {
      CatalogId,
      DatabaseName,
      TableName,
      PartitionInput,
      PartitionValueList: getValues(PartitionInput),
    });
  },
  async remove(context, { properties: { CatalogId, DatabaseName, TableName, PartitionInput } }) {
    await context.call(glue, deletePartition, {
      CatalogId,
      DatabaseName,
      TableName,
      PartitionValues: getValues(PartitionInput),
    });
  },
  describe: () => ({}),
});
