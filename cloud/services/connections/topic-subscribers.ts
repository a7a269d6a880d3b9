import type { Core } from "../../core/core";
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
