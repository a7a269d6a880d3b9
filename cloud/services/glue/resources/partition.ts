import { CreatePartition$ } from "@aws-sdk/client-glue";
import { neededApiField } from "../../cloudformation/properties/api-shape";
import { needed, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { isList, sameJson, type Json, type JsonObject } from "../../cloudformation/template/json";
import { glue } from "../index";
import { createPartition } from "../operations/create-partition";
import { deletePartition } from "../operations/delete-partition";
import { updatePartition } from "../operations/update-partition";

const valuesOf = (input: JsonObject): readonly Json[] => (isList(input["Values"]) ? input["Values"] : []);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-partition.html */
export const partition = resourceType({
  type: "AWS::Glue::Partition",
  properties: {
    CatalogId: needed(text()),
    DatabaseName: needed(text()),
    TableName: needed(text()),
    PartitionInput: neededApiField<JsonObject>(CreatePartition$, "PartitionInput"),
  },
  replacement: ["CatalogId", "DatabaseName", "TableName"],
  replaces: (before, wanted) => !sameJson(valuesOf(before.PartitionInput), valuesOf(wanted.PartitionInput)),
  attributes: [],
  async create(context, { CatalogId, DatabaseName, TableName, PartitionInput }) {
    await context.call(glue, createPartition, { CatalogId, DatabaseName, TableName, PartitionInput });
    return [DatabaseName, TableName, ...valuesOf(PartitionInput)].join("|");
  },
  async update(context, _existing, { CatalogId, DatabaseName, TableName, PartitionInput }) {
    await context.call(glue, updatePartition, {
      CatalogId,
      DatabaseName,
      TableName,
      PartitionInput,
      PartitionValueList: valuesOf(PartitionInput),
    });
  },
  async remove(context, { properties: { CatalogId, DatabaseName, TableName, PartitionInput } }) {
    await context.call(glue, deletePartition, {
      CatalogId,
      DatabaseName,
      TableName,
      PartitionValues: valuesOf(PartitionInput),
    });
  },
  describe: () => ({}),
});
