import { serviceOfArn } from "../../../core/arn-parts";
import type { Core } from "../../../core/core";
import { AwsFault } from "../../../core/faults";
import { serviceNote } from "../../../core/service-note";
import { sentFigures } from "../../sqs/metrics";
import { prepared, type SendRequest } from "../../sqs/sending/prepared";
import { send } from "../../sqs/sending/send";
import type { Sqs } from "../../sqs/sqs";
import { invalid } from "../faults";
import { SERVICE } from "../service-name";

/** Where the outcome of calls can go. */
export interface Destinations {
  /**
   * @throws AwsFault InvalidParameterValueException if a destination is none, or there is no such queue
   */
  check(arn: string): void;
  /** Sends a message to a queue. What cannot be delivered is lost, as on AWS, and told in the cloud's log. */
  send(arn: string, message: Pick<SendRequest, "MessageBody" | "MessageAttributes">): void;
}

/** Queues as destinations of asynchronous calls and of event sources; the lab cloud has no topics or buses. */
export function destinations(core: Core, sqs: Sqs): Destinations {
  return {
    check(arn) {
      const service = serviceOfArn(arn);
      if (service === "sns" || service === "events" || service === "s3") {
        throw new AwsFault(
          "NotImplemented",
          `The lab cloud does not emulate destinations of ${service}: give a queue's ARN.`,
          { status: 501 },
        );
      }
      if (service !== "sqs") throw invalid(`The provided destination config DestinationConfig is invalid: ${arn}`);
      if (sqs.byArn(arn) === undefined) throw invalid(`The destination ARN ${arn} is invalid.`);
    },
    send(arn, message) {
      const queue = sqs.byArn(arn);
      const input = { QueueUrl: arn, ...message };
      const note = serviceNote(core, { service: "sqs", operation: "SendMessage", input, caller: SERVICE });
      try {
        if (queue === undefined) throw new AwsFault("QueueDoesNotExist", "The specified queue does not exist.");
        const ready = prepared(queue, message, { id: SERVICE, isEntry: false });
        const [output] = send(queue, [ready]);
        sqs.metrics.count(queue, sentFigures([ready.bytes]));
        note.answered(output);
      } catch (error) {
        core.log(`lambda: ${arn} did not take the outcome of a call: ${note.refused(error).message}`);
      }
    },
  };
}
