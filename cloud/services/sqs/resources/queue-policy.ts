import { document, listOf, needed, text } from "../../cloudformation/properties/shape";
import { resourceType, type Ground } from "../../cloudformation/resource-type";
import type { JsonObject } from "../../cloudformation/template/json";
import { sqs } from "../index";
import { setQueueAttributes } from "../operations/set-queue-attributes";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicy = resourceType({
  type: "AWS::SQS::QueuePolicy",
  properties: { PolicyDocument: needed(document()), Queues: needed(listOf(text())) },
  replacement: [],
  attributes: ["Id"],
  async create(ground, { PolicyDocument, Queues }) {
    await write(ground, Queues, PolicyDocument);
    return ground.generatedName;
  },
  async update(ground, { properties: before }, { PolicyDocument, Queues }) {
    await write(
      ground,
      before.Queues.filter((url) => !Queues.includes(url)),
      undefined,
    );
    await write(ground, Queues, PolicyDocument);
  },
  remove: (ground, { properties: { Queues } }) => write(ground, Queues, undefined),
  describe: (_ground, { id }) => ({ Id: id }),
});

async function write(ground: Ground, urls: readonly string[], policy: JsonObject | undefined): Promise<void> {
  for (const QueueUrl of urls)
    await ground.call(sqs, setQueueAttributes, {
      QueueUrl,
      Attributes: { Policy: policy === undefined ? "" : JSON.stringify(policy) },
    });
}
