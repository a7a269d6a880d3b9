import { CreatePartition$ } from "@aws-sdk/client-glue";
import { createNeededApiField } from "../../cloudformation/model/properties/api-shape";
import { needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isList, isSameJson, type Json, type JsonObject } from "../../cloudformation/model/properties/json";
import { glue } from "../service";
import { createPartition, deletePartition, updatePartition } from "../api/partitions";

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
  isReplacing: (before, wanted) => !isSameJson(getValues(before.PartitionInput), getValues(wanted.PartitionInput)),
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
