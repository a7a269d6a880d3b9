import type { Core } from "../../core/core";
import type { Services } from "../framework/services";
import { callService } from "../framework/service-call";
import { sns } from "../sns/service";
import { publish } from "../sns/api/publish";
import type { TopicPublisher } from "../sns/model/fields";
import { createQueuesAndFunctions } from "./queues-and-functions";
import type { Subscribers } from "../sns/model/topics";
import type { Sqs } from "../sqs/model/state/sqs";
import type { Lambda } from "../lambda/model/state/lambda";

/** The queues and functions that topics deliver to. */
export const createSubscribers = (
  core: Core,
  parts: { readonly queues: Sqs; readonly functions: Lambda },
): Subscribers =>
  createQueuesAndFunctions(core, parts, {
    caller: "sns.amazonaws.com",
    notify: (arn, why) => `sns: ${arn} did not get a topic's message: ${why}`,
  });

/** @param services called when a service publishes: by then all services are open */
export const createTopicPublisher = (core: Core, services: () => Services): TopicPublisher => ({
  isThere(arn) {
    const { sns: topics } = services();
    return topics.listAll().some(({ name }) => topics.createArn(name) === arn);
  },
  publish(message, { caller, notify }) {
    const input = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
    callService(services(), { service: sns, operation: publish, input, caller }).catch((error: unknown) => {
      core.log(notify(message.TopicArn, error instanceof Error ? error.message : String(error)));
    });
  },
});
