import { document, createListShape, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import type { JsonObject } from "../../cloudformation/model/properties/json";
import { sqs } from "../service";
import { setQueueAttributes } from "../api/queue-attributes";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicy = defineResourceType({
  type: "AWS::SQS::QueuePolicy",
  properties: { PolicyDocument: needed(document()), Queues: needed(createListShape(createTextShape())) },
  replacement: [],
  attributes: ["Id"],
  async create(context, { PolicyDocument, Queues }) {
    await write(context, Queues, PolicyDocument);
    return context.generatedName;
  },
  async update(context, { properties: before }, { PolicyDocument, Queues }) {
    await write(
      context,
      before.Queues.filter((url) => !Queues.includes(url)),
      undefined,
    );
    await write(context, Queues, PolicyDocument);
  },
  remove: (context, { properties: { Queues } }) => write(context, Queues, undefined),
  describe: (_ground, { id }) => ({ Id: id }),
});

async function write(context: ResourceContext, urls: readonly string[], policy: JsonObject | undefined): Promise<void> {
  for (const QueueUrl of urls)
    await context.call(sqs, setQueueAttributes, {
      QueueUrl,
      Attributes: { Policy: policy === undefined ? "" : JSON.stringify(policy) },
    });
}
