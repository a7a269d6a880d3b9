import { SetTopicAttributes$, type SetTopicAttributesInput } from "@aws-sdk/client-sns";
import { tellKept } from "../../../core/operation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { invalidParameter } from "../faults";
import { anyText } from "../fields";
import { checkTopicAttribute, KEPT_ATTRIBUTES } from "../topic-attributes";

const members = {
  TopicArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<SetTopicAttributesInput>;

/** An empty value takes an attribute away. A policy and a key are kept, not weighed, and told as such. */
export const setTopicAttributes = operation(SetTopicAttributes$, members, (cloud, request, call): void => {
  const { TopicArn, AttributeName: name, AttributeValue: value = "" } = request;
  const topic = cloud.sns.withArn(TopicArn);
  if (name === "FifoTopic") throw invalidParameter("AttributeName");
  checkTopicAttribute(name, value);
  const others = Object.fromEntries(Object.entries(topic.attributes).filter(([key]) => key !== name));
  cloud.sns.save({ ...topic, attributes: value === "" ? others : { ...others, [name]: value } });
  if (KEPT_ATTRIBUTES.some((one) => one === name)) tellKept(cloud, call.reply, `SNS: a topic's ${name}`);
});
