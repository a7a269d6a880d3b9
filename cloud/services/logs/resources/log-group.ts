import { maybe, only, refusedProperty, text, whole, yesNo } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/resource-type";
import { logs } from "../index";
import { createLogGroup } from "../operations/create-log-group";
import { deleteLogGroup } from "../operations/delete-log-group";
import { deleteRetentionPolicy } from "../operations/delete-retention-policy";
import { putRetentionPolicy } from "../operations/put-retention-policy";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroup = resourceType({
  type: "AWS::Logs::LogGroup",
  properties: {
    LogGroupName: maybe(text()),
    RetentionInDays: maybe(whole()),
    LogGroupClass: maybe(only(text(), ["STANDARD"])),
    DeletionProtectionEnabled: maybe(only(yesNo(), [false])),
    DataProtectionPolicy: refusedProperty(),
    FieldIndexPolicies: refusedProperty(),
    KmsKeyId: refusedProperty(),
    ResourcePolicyDocument: refusedProperty(),
    Tags: refusedProperty(),
  },
  replacement: ["LogGroupName"],
  named: "LogGroupName",
  longestName: 512,
  attributes: ["Arn"],
  async create(ground, { LogGroupName: logGroupName = ground.generatedName, RetentionInDays: retentionInDays }) {
    await ground.call(logs, createLogGroup, { logGroupName });
    ground.made(logGroupName);
    if (retentionInDays !== undefined) await ground.call(logs, putRetentionPolicy, { logGroupName, retentionInDays });
    return logGroupName;
  },
  async update(ground, { id: logGroupName }, { RetentionInDays: retentionInDays }) {
    if (retentionInDays === undefined) await ground.call(logs, deleteRetentionPolicy, { logGroupName });
    else await ground.call(logs, putRetentionPolicy, { logGroupName, retentionInDays });
  },
  async remove(ground, { id: logGroupName }) {
    await ground.call(logs, deleteLogGroup, { logGroupName });
  },
  describe: ({ lab }, { id }) => ({ Arn: lab.arn("logs", `log-group:${id}:*`) }),
});
