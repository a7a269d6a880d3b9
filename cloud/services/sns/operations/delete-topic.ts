import { DeleteTopic$, type DeleteTopicInput } from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";

const members = { TopicArn: required(anyText) } satisfies Members<DeleteTopicInput>;

/** Removes a topic with its subscriptions. Deleting a missing topic is no error, as on AWS. */
export const deleteTopic = operation(DeleteTopic$, members, ({ sns }, { TopicArn }): void => {
  sns.remove(sns.parseName(TopicArn));
});
