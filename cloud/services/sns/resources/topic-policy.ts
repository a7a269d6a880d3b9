import { document, createListShape, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import type { JsonObject } from "../../cloudformation/model/properties/json";
import { sns } from "../service";
import { setTopicAttributes } from "../api/topic-attributes";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const topicPolicy = defineResourceType({
  type: "AWS::SNS::TopicPolicy",
  properties: { PolicyDocument: needed(document()), Topics: needed(createListShape(createTextShape())) },
  replacement: [],
  attributes: ["Id"],
  async create(context, { PolicyDocument, Topics }) {
    await write(context, Topics, PolicyDocument);
    return context.generatedName;
  },
  async update(context, { properties: before }, { PolicyDocument, Topics }) {
    await write(
      context,
      before.Topics.filter((arn) => !Topics.includes(arn)),
      undefined,
    );
    await write(context, Topics, PolicyDocument);
  },
  remove: (context, { properties: { Topics } }) => write(context, Topics, undefined),
  describe: (_ground, { id }) => ({ Id: id }),
});

/** @param policy undefined for the default policy of topics */
async function write(context: ResourceContext, arns: readonly string[], policy: JsonObject | undefined): Promise<void> {
  for (const TopicArn of arns)
    await context.call(sns, setTopicAttributes, {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: policy === undefined ? "" : JSON.stringify(policy),
    });
}
