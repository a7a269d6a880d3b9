import {
  CreateWorkGroup$,
  type WorkGroupConfiguration,
  type WorkGroupConfigurationUpdates,
} from "@aws-sdk/client-athena";
import { createApiField, tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";
import {
  maybe,
  needed,
  createRefusedField,
  createTextShape,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { athena } from "../service";
import { createWorkGroup, deleteWorkGroup, updateWorkGroup } from "../api/workgroups";
import { tagResource, untagResource } from "../api/tags";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-workgroup.html */
export const workGroup = defineResourceType({
  type: "AWS::Athena::WorkGroup",
  properties: {
    Name: needed(createTextShape()),
    Description: maybe(createTextShape()),
    RecursiveDeleteOption: maybe(createBooleanShape()),
    State: maybe(createTextShape()),
    Tags: maybe(tagList()),
    WorkGroupConfiguration: createApiField<WorkGroupConfiguration>(CreateWorkGroup$, "Configuration"),
    WorkGroupConfigurationUpdates: createRefusedField(),
  },
  // All other properties change in place (aws-cloudformation-resource-providers-athena, aws-athena-workgroup.json:
  // createOnlyProperties).
  replacement: ["Name"],
  named: "Name",
  maxNameLength: 128,
  attributes: ["CreationTime"],
  async create(context, { Name, Description, State, Tags, WorkGroupConfiguration }) {
    await context.call(athena, createWorkGroup, {
      Name,
      ...(Description === undefined ? {} : { Description }),
      ...(Tags === undefined ? {} : { Tags }),
      ...(WorkGroupConfiguration === undefined ? {} : { Configuration: WorkGroupConfiguration }),
    });
    context.noteCreated(Name);
    if (State !== undefined) await context.call(athena, updateWorkGroup, { WorkGroup: Name, State });
    return Name;
  },
  async update(context, { id: WorkGroup, properties: before }, after) {
    const { Description = "", State = "ENABLED", Tags = [], WorkGroupConfiguration = {} } = after;
    const ConfigurationUpdates = createUpdates(WorkGroupConfiguration);
    await context.call(athena, updateWorkGroup, { WorkGroup, Description, State, ConfigurationUpdates });
    const ResourceARN = context.cloud.createArn("athena", `workgroup/${WorkGroup}`);
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    if (set.length > 0) await context.call(athena, tagResource, { ResourceARN, Tags: set });
    if (removed.length > 0) await context.call(athena, untagResource, { ResourceARN, TagKeys: removed });
  },
  async remove(context, { id: WorkGroup, properties: { RecursiveDeleteOption = false } }) {
    await context.call(athena, deleteWorkGroup, { WorkGroup, RecursiveDeleteOption });
  },
  describe: ({ cloud }, { id }) => ({ CreationTime: String(cloud.athena.workGroups.get(id).createdAt / 1000) }),
});

/** The updates that give a work group this configuration. UpdateWorkGroup keeps members that a request does not name, so they must be removed by name. */
function createUpdates(configuration: WorkGroupConfiguration): WorkGroupConfigurationUpdates {
  const { ResultConfiguration: results = {}, ManagedQueryResultsConfiguration: managed, ...rest } = configuration;
  return {
    // The default of a new work group.
    EnforceWorkGroupConfiguration: true,
    PublishCloudWatchMetricsEnabled: true,
    ...rest,
    RemoveBytesScannedCutoffPerQuery: rest.BytesScannedCutoffPerQuery === undefined,
    ...(managed === undefined ? {} : { ManagedQueryResultsConfigurationUpdates: managed }),
    ResultConfigurationUpdates: {
      ...results,
      RemoveOutputLocation: results.OutputLocation === undefined,
      RemoveEncryptionConfiguration: results.EncryptionConfiguration === undefined,
      RemoveExpectedBucketOwner: results.ExpectedBucketOwner === undefined,
      RemoveAclConfiguration: results.AclConfiguration === undefined,
    },
  };
}
