import { CreateDatabase$ } from "@aws-sdk/client-glue";
import { createNeededApiField } from "../../cloudformation/model/properties/api-shape";
import { maybe, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import type { JsonObject } from "../../cloudformation/model/properties/json";
import { glue } from "../service";
import { createDatabase, deleteDatabase, updateDatabase } from "../api/databases";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-database.html */
export const database = defineResourceType({
  type: "AWS::Glue::Database",
  properties: {
    CatalogId: needed(createTextShape()),
    DatabaseInput: createNeededApiField<JsonObject>(CreateDatabase$, "DatabaseInput"),
    DatabaseName: maybe(createTextShape()),
  },
  replacement: ["CatalogId", "DatabaseName"],
  isReplacing: (before, desired) => before.DatabaseInput["Name"] !== desired.DatabaseInput["Name"],
  lowercase: true,
  maxNameLength: 255,
  attributes: [],
  async create(context, { CatalogId, DatabaseInput, DatabaseName }) {
    const Name = DatabaseName ?? DatabaseInput["Name"] ?? context.generatedName;
    await context.call(glue, createDatabase, { CatalogId, DatabaseInput: { ...DatabaseInput, Name } });
    return String(Name);
  },
  async update(context, { id: Name }, { CatalogId, DatabaseInput }) {
    await context.call(glue, updateDatabase, { CatalogId, Name, DatabaseInput: { ...DatabaseInput, Name } });
  },
  async remove(context, { id: Name, properties: { CatalogId } }) {
    await context.call(glue, deleteDatabase, { CatalogId, Name });
  },
  describe: () => ({}),
});
