import { CreateApplication$, type ApplicationConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import { createApiField, tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";
import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { kinesisanalyticsv2 } from "../service";
import { createApplication, deleteApplication, updateApplication } from "../api/applications";
import { tagResource, untagResource } from "../api/tags";

/**
 * An application. It is created READY, and has to be started by a call, as on AWS.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisanalyticsv2-application.html
 * @remarks AWS changes inputs and outputs of an SQL application in place; here they make a new application.
 */
export const application = defineResourceType({
  type: "AWS::KinesisAnalyticsV2::Application",
  properties: {
    ApplicationConfiguration: createApiField<ApplicationConfiguration>(CreateApplication$, "ApplicationConfiguration"),
    ApplicationDescription: maybe(createTextShape()),
    ApplicationMaintenanceConfiguration: createRefusedField(),
    ApplicationMode: maybe(createTextShape()),
    ApplicationName: maybe(createTextShape()),
    RunConfiguration: createRefusedField(),
    RuntimeEnvironment: needed(createTextShape()),
    ServiceExecutionRole: needed(createTextShape()),
    Tags: maybe(tagList()),
  },
  replacement: ["ApplicationName", "ApplicationMode", "ApplicationDescription", "RuntimeEnvironment"],
  isReplacing: ({ ApplicationConfiguration: before }, { ApplicationConfiguration: desired }) =>
    JSON.stringify(before?.SqlApplicationConfiguration) !== JSON.stringify(desired?.SqlApplicationConfiguration),
  named: "ApplicationName",
  maxNameLength: 128,
  attributes: [],
  async create(context, { ApplicationName = context.generatedName, Tags = [], ...properties }) {
    await context.call(kinesisanalyticsv2, createApplication, {
      ...properties,
      ApplicationName,
      ...(Tags.length === 0 ? {} : { Tags }),
    });
    return ApplicationName;
  },
  async update(context, { id, properties: before }, desired) {
    const { applications } = context.cloud.kinesisanalyticsv2;
    const { ApplicationConfiguration: configuration, ServiceExecutionRole, Tags = [] } = desired;
    const isSame =
      JSON.stringify(before.ApplicationConfiguration) === JSON.stringify(configuration) &&
      before.ServiceExecutionRole === ServiceExecutionRole;
    if (!isSame)
      await context.call(kinesisanalyticsv2, updateApplication, {
        ApplicationName: id,
        CurrentApplicationVersionId: applications.get(id).version,
        ServiceExecutionRoleUpdate: ServiceExecutionRole,
        ApplicationConfigurationUpdate: toUpdate(configuration),
      });
    const ResourceARN = applications.createArn(id);
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    if (set.length > 0) await context.call(kinesisanalyticsv2, tagResource, { ResourceARN, Tags: set });
    if (removed.length > 0) await context.call(kinesisanalyticsv2, untagResource, { ResourceARN, TagKeys: removed });
  },
  settle: async ({ cloud }, { id }) =>
    ["READY", "RUNNING"].includes(cloud.kinesisanalyticsv2.applications.get(id).status),
  async remove(context, { id }) {
    const { createdAt } = context.cloud.kinesisanalyticsv2.applications.get(id);
    const input = { ApplicationName: id, CreateTimestamp: new Date(createdAt) };
    await context.call(kinesisanalyticsv2, deleteApplication, input);
  },
  isGone: ({ cloud }, { id }) => cloud.kinesisanalyticsv2.applications.find(id) === undefined,
  describe: () => ({}),
});

/** A configuration as an update, whose members' names the API ends with `Update`. */
function toUpdate({
  ApplicationCodeConfiguration,
  EnvironmentProperties,
  FlinkApplicationConfiguration,
  ApplicationSnapshotConfiguration,
  ZeppelinApplicationConfiguration,
}: ApplicationConfiguration = {}): Readonly<Record<string, unknown>> {
  return {
    ...renameMembers({
      ApplicationCodeConfiguration,
      FlinkApplicationConfiguration,
      ApplicationSnapshotConfiguration,
      ZeppelinApplicationConfiguration,
    }),
    EnvironmentPropertyUpdates: { PropertyGroups: EnvironmentProperties?.PropertyGroups ?? [] },
  };
}

const renameMembers = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, inside]) => inside !== undefined)
      .map(([name, inside]: [string, unknown]) => [
        `${name}Update`,
        typeof inside === "object" && inside !== null ? renameMembers(inside) : inside,
      ]),
  );
