import { CreateDatabase$ } from "@aws-sdk/client-glue";
import { neededApiField } from "../../cloudformation/properties/api-shape";
import { maybe, needed, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import type { JsonObject } from "../../cloudformation/template/json";
import { glue } from "../index";
import { createDatabase } from "../operations/create-database";
import { deleteDatabase } from "../operations/delete-database";
import { updateDatabase } from "../operations/update-database";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-database.html */
export const database = resourceType({
  type: "AWS::Glue::Database",
  properties: {
    CatalogId: needed(text()),
    DatabaseInput: neededApiField<JsonObject>(CreateDatabase$, "DatabaseInput"),
    DatabaseName: maybe(text()),
  },
  replacement: ["CatalogId", "DatabaseName"],
  replaces: (before, wanted) => before.DatabaseInput["Name"] !== wanted.DatabaseInput["Name"],
  smallLetters: true,
  longestName: 255,
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
