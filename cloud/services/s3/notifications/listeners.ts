import { serviceOfArn } from "../../../core/arn-parts";
import type { Core } from "../../../core/core";
import type { Lambda } from "../../lambda/lambda";
import { queuesAndFunctions } from "../../queues-and-functions";
import type { TopicPublisher } from "../../sns/topic-publisher";
import type { Sqs } from "../../sqs/sqs";
import type { Notifier } from "../../notifier";
import type { Listeners } from "./notifications";

interface Parts {
  readonly queues: Sqs;
  readonly functions: Lambda;
  readonly topics: TopicPublisher;
}

/** The cloud's queues, functions and topics, for notifications by buckets. */
export function listenersOf(core: Core, { topics, ...parts }: Parts): Listeners {
  const notifier: Notifier = {
    caller: "s3.amazonaws.com",
    told: (arn, why) => `s3: ${arn} was not told what happened in a bucket: ${why}`,
  };
  const all = queuesAndFunctions(core, parts, notifier);
  return {
    ...all,
    isThere: (arn) => (serviceOfArn(arn) === "sns" ? topics.isThere(arn) : all.isThere(arn)),
    publish: (TopicArn, Message) => {
      topics.publish({ TopicArn, Subject: "Amazon S3 Notification", Message }, notifier);
    },
    send: (arn, MessageBody) => {
      all.send(arn, { MessageBody });
    },
  };
}
