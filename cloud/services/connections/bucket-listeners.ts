import { getServiceOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import type { Lambda } from "../lambda/model/state/lambda";
import { createQueuesAndFunctions } from "./queues-and-functions";
import type { Sqs } from "../sqs/model/state/sqs";
import type { Listeners } from "../s3/model/notifications";
import type { Notifier } from "../../core/notes";
import type { TopicPublisher } from "../sns/model/fields";

interface Parts {
  readonly queues: Sqs;
  readonly functions: Lambda;
  readonly topics: TopicPublisher;
}

/** The cloud's queues, functions and topics, for notifications by buckets. */
export function createListeners(core: Core, { topics, ...parts }: Parts): Listeners {
  const notifier: Notifier = {
    caller: "s3.amazonaws.com",
    notify: (arn, why) => `s3: ${arn} was not notified of an event in a bucket: ${why}`,
  };
  const all = createQueuesAndFunctions(core, parts, notifier);
  return {
    ...all,
    isThere: (arn) => (getServiceOfArn(arn) === "sns" ? topics.isThere(arn) : all.isThere(arn)),
    publish: (TopicArn, Message) => {
      topics.publish({ TopicArn, Subject: "Amazon S3 Notification", Message }, notifier);
    },
    send: (arn, MessageBody, trace) => {
      all.send(arn, { MessageBody }, trace);
    },
  };
}
