import { SetTopicAttributes$, type SetTopicAttributesInput } from "@aws-sdk/client-sns";
import { optional, required, type Members } from "../../../core/members";
import { operationWithNotes } from "../../operation";
import { createInvalidParameterFault } from "../faults";
import { anyText } from "../fields";
import { checkTopicAttribute, STORED_ONLY_ATTRIBUTES, reportStoredOnlyAttributes } from "../topic-attributes";

const members = {
  TopicArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<SetTopicAttributesInput>;

/** An empty value removes an attribute. A policy and a key are stored without effect, and noted as such. */
export const setTopicAttributes = operationWithNotes(...Object.values(STORED_ONLY_ATTRIBUTES))(
  SetTopicAttributes$,
  members,
  (cloud, request, call): void => {
    const { TopicArn, AttributeName: name, AttributeValue: value = "" } = request;
    const topic = cloud.sns.requireByArn(TopicArn);
    if (name === "FifoTopic") throw createInvalidParameterFault("AttributeName");
    checkTopicAttribute(name, value);
    const others = Object.fromEntries(Object.entries(topic.attributes).filter(([key]) => key !== name));
    cloud.sns.save({ ...topic, attributes: value === "" ? others : { ...others, [name]: value } });
    reportStoredOnlyAttributes(call, { [name]: value });
  },
);
