import { CreateWorkGroup$ } from "@aws-sdk/client-athena";
import { apiField } from "../../cloudformation/properties/api-shape";
import { maybe, needed, refusedProperty, text, yesNo } from "../../cloudformation/properties/shape";
import { tagList } from "../../cloudformation/properties/tags";
import { resourceType } from "../../cloudformation/type-definition";
import { athena } from "../index";
import { createWorkGroup } from "../operations/create-work-group";
import { deleteWorkGroup } from "../operations/delete-work-group";
import { updateWorkGroup } from "../operations/update-work-group";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-workgroup.html */
export const workGroup = resourceType({
  type: "AWS::Athena::WorkGroup",
  properties: {
    Name: needed(text()),
    Description: maybe(text()),
    RecursiveDeleteOption: maybe(yesNo()),
    State: maybe(text()),
    Tags: maybe(tagList()),
    WorkGroupConfiguration: apiField<object>(CreateWorkGroup$, "Configuration"),
    WorkGroupConfigurationUpdates: refusedProperty(),
  },
  // A change within the configuration makes a new one: its updates have other words than itself.
  replacement: ["Name", "Tags", "WorkGroupConfiguration"],
  named: "Name",
  longestName: 128,
  attributes: ["CreationTime"],
  async create(context, { Name, Description, State, Tags, WorkGroupConfiguration }) {
    await context.call(athena, createWorkGroup, {
      Name,
      ...(Description === undefined ? {} : { Description }),
      ...(Tags === undefined ? {} : { Tags }),
      ...(WorkGroupConfiguration === undefined ? {} : { Configuration: WorkGroupConfiguration }),
    });
    context.created(Name);
    if (State !== undefined) await context.call(athena, updateWorkGroup, { WorkGroup: Name, State });
    return Name;
  },
  async update(context, { id: WorkGroup }, { Description = "", State = "ENABLED" }) {
    await context.call(athena, updateWorkGroup, { WorkGroup, Description, State });
  },
  async remove(context, { id: WorkGroup, properties: { RecursiveDeleteOption = false } }) {
    await context.call(athena, deleteWorkGroup, { WorkGroup, RecursiveDeleteOption });
  },
  describe: ({ cloud }, { id }) => ({ CreationTime: String(cloud.athena.workGroups.get(id).createdAt / 1000) }),
});
