import type { CreateNamedQueryOutput } from "@aws-sdk/client-athena";
import { maybe, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { athena } from "../service";
import { createNamedQuery, deleteNamedQuery } from "../api/named-queries";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-namedquery.html */
export const namedQuery = defineResourceType({
  type: "AWS::Athena::NamedQuery",
  properties: {
    Database: needed(createTextShape()),
    QueryString: needed(createTextShape()),
    Description: maybe(createTextShape()),
    Name: maybe(createTextShape()),
    WorkGroup: maybe(createTextShape()),
  },
  replacement: ["Database", "QueryString", "Description", "Name", "WorkGroup"],
  maxNameLength: 128,
  attributes: ["NamedQueryId"],
  async create(context, { Name = context.generatedName, ...query }) {
    const { NamedQueryId = "" } = await context.call<CreateNamedQueryOutput>(athena, createNamedQuery, {
      ...query,
      Name,
    });
    return NamedQueryId;
  },
  async remove(context, { id: NamedQueryId }) {
    await context.call(athena, deleteNamedQuery, { NamedQueryId });
  },
  describe: (_ground, { id }) => ({ NamedQueryId: id }),
});
