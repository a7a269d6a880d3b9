import { maybe, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { logs } from "../service";
import { createLogStream, deleteLogStream } from "../api/log-streams";

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
