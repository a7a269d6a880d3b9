import { serviceOfArn } from "../../../core/arn-parts";
import type { Core } from "../../../core/core";
import { AwsFault } from "../../../core/faults";
import { serviceNote } from "../../../core/service-note";
import { namedFunction } from "../../lambda/function-name";
import type { Lambda } from "../../lambda/lambda";
import { sentFigures } from "../../sqs/metrics";
import { prepared } from "../../sqs/sending/prepared";
import { send } from "../../sqs/sending/send";
import type { Sqs } from "../../sqs/sqs";
import type { Listeners } from "./notifications";

const CALLER = "s3.amazonaws.com";

/** The cloud's queues and functions, as buckets tell them what happens. */
export const listenersOf = (
  core: Core,
  { queues, functions }: { readonly queues: Sqs; readonly functions: Lambda },
): Listeners => ({
  isThere: (arn) =>
    serviceOfArn(arn) === "lambda"
      ? functions.functions.find(namedFunction(core, arn).name) !== undefined
      : queues.byArn(arn) !== undefined,
  send(arn, MessageBody) {
    const queue = queues.byArn(arn);
    const message = { MessageBody };
    const note = serviceNote(core, {
      service: "sqs",
      operation: "SendMessage",
      input: { QueueUrl: arn, ...message },
      caller: CALLER,
    });
    try {
      if (queue === undefined) throw new AwsFault("QueueDoesNotExist", "The specified queue does not exist.");
      const ready = prepared(queue, message, { id: CALLER, isEntry: false });
      const [output] = send(queue, [ready]);
      queues.metrics.count(queue, sentFigures([ready.bytes]));
      note.answered(output);
    } catch (error) {
      core.log(`s3: ${arn} was not told what happened in a bucket: ${note.refused(error).message}`);
    }
  },
  invoke(target, { id, payload }) {
    const { name, qualifier } = namedFunction(core, target);
    const input = { FunctionName: target, InvocationType: "Event" };
    const note = serviceNote(core, { service: "lambda", operation: "Invoke", input, caller: CALLER });
    try {
      if (functions.functions.find(name) === undefined)
        throw new AwsFault("ResourceNotFoundException", `Function not found: ${target}`);
      functions.events.add({ id, name, payload, ...(qualifier === undefined ? {} : { qualifier }) });
      note.answered({ StatusCode: 202 });
    } catch (error) {
      core.log(`s3: ${target} was not told what happened in a bucket: ${note.refused(error).message}`);
    }
  },
});
