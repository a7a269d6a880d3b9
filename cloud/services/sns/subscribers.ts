import type { Core } from "../../core/core";
import { createQueuesAndFunctions, type QueuesAndFunctions } from "../queues-and-functions";
import type { Sqs } from "../sqs/sqs";
import type { Lambda } from "../lambda/lambda";

/** The queues and functions that topics deliver to. */
export type Subscribers = QueuesAndFunctions;

export const createSubscribers = (
  core: Core,
  parts: { readonly queues: Sqs; readonly functions: Lambda },
): Subscribers =>
  createQueuesAndFunctions(core, parts, {
    caller: "sns.amazonaws.com",
    notify: (arn, why) => `sns: ${arn} did not get a topic's message: ${why}`,
  });
