import {
  maybe,
  createOnlyShape,
  createRefusedField,
  createTextShape,
  createWholeChange,
  createBooleanShape,
  needed,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import type { Services } from "../../framework/services";
import { logs } from "../service";
import {
  associateKmsKey,
  disassociateKmsKey,
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  putRetentionPolicy,
} from "../api/log-groups";
import { tagResource, untagResource } from "../api/tags";
import { tagChanges, tagList, toTagsByKey } from "../../cloudformation/model/properties/api-shape";
import { createLogStream, deleteLogStream } from "../api/log-streams";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroup = defineResourceType({
  type: "AWS::Logs::LogGroup",
  properties: {
    LogGroupName: maybe(createTextShape()),
    RetentionInDays: maybe(createWholeChange()),
    LogGroupClass: maybe(createOnlyShape(createTextShape(), ["STANDARD"])),
    DeletionProtectionEnabled: maybe(createOnlyShape(createBooleanShape(), [false])),
    DataProtectionPolicy: createRefusedField(),
    FieldIndexPolicies: createRefusedField(),
    KmsKeyId: maybe(createTextShape()),
    ResourcePolicyDocument: createRefusedField(),
    Tags: maybe(tagList()),
  },
  replacement: ["LogGroupName"],
  named: "LogGroupName",
  maxNameLength: 512,
  attributes: ["Arn"],
  async create(
    context,
    {
      LogGroupName: logGroupName = context.generatedName,
      RetentionInDays: retentionInDays,
      KmsKeyId: kmsKeyId,
      Tags = [],
    },
  ) {
    await context.call(logs, createLogGroup, {
      logGroupName,
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      ...(Tags.length === 0 ? {} : { tags: toTagsByKey(Tags) }),
    });
    context.noteCreated(logGroupName);
    if (retentionInDays !== undefined) await context.call(logs, putRetentionPolicy, { logGroupName, retentionInDays });
    return logGroupName;
  },
  async update(
    context,
    { id: logGroupName, properties: before },
    { RetentionInDays: retentionInDays, KmsKeyId: kmsKeyId, Tags = [] },
  ) {
    if (kmsKeyId !== undefined) await context.call(logs, associateKmsKey, { logGroupName, kmsKeyId });
    else if (before.KmsKeyId !== undefined) await context.call(logs, disassociateKmsKey, { logGroupName });
    if (retentionInDays === undefined) await context.call(logs, deleteRetentionPolicy, { logGroupName });
    else await context.call(logs, putRetentionPolicy, { logGroupName, retentionInDays });
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    const resourceArn = getArn(context.cloud, logGroupName);
    if (set.length > 0) await context.call(logs, tagResource, { resourceArn, tags: toTagsByKey(set) });
    if (removed.length > 0) await context.call(logs, untagResource, { resourceArn, tagKeys: removed });
  },
  async remove(context, { id: logGroupName }) {
    await context.call(logs, deleteLogGroup, { logGroupName });
  },
  describe: ({ cloud }, { id }) => ({ Arn: `${getArn(cloud, id)}:*` }),
});

const getArn = ({ createArn }: Services, name: string): string => createArn("logs", `log-group:${name}`);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export const logStream = defineResourceType({
  type: "AWS::Logs::LogStream",
  properties: { LogGroupName: needed(createTextShape()), LogStreamName: maybe(createTextShape()) },
  replacement: ["LogGroupName", "LogStreamName"],
  named: "LogStreamName",
  maxNameLength: 512,
  attributes: [],
  async create(context, { LogGroupName: logGroupName, LogStreamName: logStreamName = context.generatedName }) {
    await context.call(logs, createLogStream, { logGroupName, logStreamName });
    return logStreamName;
  },
  async remove(context, { id: logStreamName, properties: { LogGroupName: logGroupName } }) {
    await context.call(logs, deleteLogStream, { logGroupName, logStreamName });
  },
  describe: () => ({}),
});
