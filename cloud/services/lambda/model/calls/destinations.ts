import { getServiceOfArn } from "../../../../core/arn-parts";
import type { Core } from "../../../../core/core";
import { AwsFault } from "../../../../core/faults";
import { createSentFigures } from "../../../sqs/model/state/metrics";
import { prepareMessage, type SendRequest, send } from "../../../sqs/model/sending/prepare-message";
import type { Sqs } from "../../../sqs/model/state/sqs";
import { createDestinationNotEmulatedFault, createInvalidFault } from "../faults";
import { SERVICE } from "../runtimes";
import { createServiceNote } from "../../../../core/notes";
import type { TopicPublisher } from "../../../sns/model/fields";

/** Where the outcome of calls can go. */
export interface Destinations {
  /**
   * @throws AwsFault InvalidParameterValueException if the ARN is of another kind, or there is no such queue or topic
   */
  check(arn: string): void;
  /**
   * Sends a message to a queue, or publishes it to a topic. A message that cannot be delivered is lost, as on AWS; the
   * cloud's log says so.
   *
   * @param trace what the message in a queue has as AWSTraceHeader
   */
  send(arn: string, message: Pick<SendRequest, "MessageBody" | "MessageAttributes">, trace?: string): void;
}

/** Queues and topics as destinations of asynchronous calls and of event sources; the lab cloud has no EventBridge. */
export function createDestinations(
  core: Core,
  { queues: sqs, topics }: { readonly queues: Sqs; readonly topics: TopicPublisher },
): Destinations {
  const describeWhy = (arn: string, why: string): string => `lambda: ${arn} did not take the outcome of a call: ${why}`;
  return {
    check(arn) {
      const service = getServiceOfArn(arn);
      if (service === "events" || service === "s3") {
        throw createDestinationNotEmulatedFault(service);
      }
      if (service !== "sqs" && service !== "sns")
        throw createInvalidFault(`The provided destination config DestinationConfig is invalid: ${arn}`);
      const isThere = service === "sns" ? topics.isThere(arn) : sqs.findByArn(arn) !== undefined;
      if (!isThere) throw createInvalidFault(`The destination ARN ${arn} is invalid.`);
    },
    send(arn, message, trace) {
      if (getServiceOfArn(arn) === "sns") {
        const { MessageBody, MessageAttributes } = message;
        topics.publish(
          { TopicArn: arn, Message: MessageBody, MessageAttributes },
          { caller: SERVICE, notify: describeWhy },
        );
        return;
      }
      const queue = sqs.findByArn(arn);
      const input = { QueueUrl: arn, ...message };
      const note = createServiceNote(core, { service: "sqs", operation: "SendMessage", input, caller: SERVICE });
      try {
        if (queue === undefined) throw new AwsFault("QueueDoesNotExist", "The specified queue does not exist.");
        const ready = prepareMessage(queue, message, { id: SERVICE, isEntry: false, trace });
        const [output] = send(queue, [ready]);
        sqs.metrics.createCount(queue, createSentFigures([ready.bytes]));
        note.noteAnswer(output);
      } catch (error) {
        core.log(describeWhy(arn, note.noteRefusal(error).message));
      }
    },
  };
}
