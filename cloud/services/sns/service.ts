import type * as sdk from "@aws-sdk/client-sns";
import type { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/members";
import { formatViolations, type Violation } from "../../core/rules";
import { createAwsQuery } from "../../protocols/aws-query";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidParameterFault } from "./model/faults";
import { createTopic, deleteTopic, listTopics, getTopicAttributes, setTopicAttributes } from "./api/topics";
import {
  getSubscriptionAttributes,
  setSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  unsubscribe,
  subscribe,
} from "./api/subscriptions";
import { listTagsForResource, tagResource, untagResource } from "./api/tags";
import { publish, publishBatch } from "./api/publish";

/** Amazon Simple Notification Service: standard topics, which deliver to queues and functions, but not to phones, devices or web servers. */
export const sns = createService({
  name: "sns",
  signingName: "sns",
  version: "2010-03-31",
  protocols: [createAwsQuery("http://sns.amazonaws.com/doc/2010-03-31/")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: (found: readonly Violation[]): AwsFault => createInvalidParameterFault(formatViolations(found)),
  operations: {
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    Publish: publish,
    PublishBatch: publishBatch,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    TagResource: tagResource,
    Unsubscribe: unsubscribe,
    UntagResource: untagResource,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
