import type * as sdk from "@aws-sdk/client-sns";
import type { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/operation";
import { formatViolations, type Violation } from "../../core/violations";
import { createAwsQuery } from "../../protocols/aws-query";
import { createService, type EmulatedOperations } from "../service";
import { createInvalidParameterFault } from "./faults";
import { createTopic } from "./operations/create-topic";
import { deleteTopic } from "./operations/delete-topic";
import { getSubscriptionAttributes } from "./operations/get-subscription-attributes";
import { getTopicAttributes } from "./operations/get-topic-attributes";
import { listSubscriptions } from "./operations/list-subscriptions";
import { listSubscriptionsByTopic } from "./operations/list-subscriptions-by-topic";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { listTopics } from "./operations/list-topics";
import { publish, publishBatch } from "./operations/publish";
import { setSubscriptionAttributes } from "./operations/set-subscription-attributes";
import { setTopicAttributes } from "./operations/set-topic-attributes";
import { subscribe } from "./operations/subscribe";
import { tagResource } from "./operations/tag-resource";
import { unsubscribe } from "./operations/unsubscribe";
import { untagResource } from "./operations/untag-resource";

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
