import type { Core } from "../../../core/core";
import type { Lambda } from "../../lambda/lambda";
import { queuesAndFunctions } from "../../queues-and-functions";
import type { Sqs } from "../../sqs/sqs";
import type { Listeners } from "./notifications";

/** The cloud's queues and functions, as buckets tell them what happens. */
export function listenersOf(core: Core, parts: { readonly queues: Sqs; readonly functions: Lambda }): Listeners {
  const all = queuesAndFunctions(core, parts, {
    caller: "s3.amazonaws.com",
    told: (arn, why) => `s3: ${arn} was not told what happened in a bucket: ${why}`,
  });
  return {
    ...all,
    send: (arn, MessageBody) => {
      all.send(arn, { MessageBody });
    },
  };
}
