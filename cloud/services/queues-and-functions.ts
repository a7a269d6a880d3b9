import { getServiceOfArn } from "../core/arn-parts";
import type { Core } from "../core/core";
import { AwsFault } from "../core/faults";
import { createServiceNote } from "../core/service-note";
import { parseFunctionName } from "./lambda/function-name";
import type { Lambda } from "./lambda/lambda";
import { createSentFigures } from "./sqs/metrics";
import { prepareMessage, type SendRequest } from "./sqs/sending/prepare-message";
import { send } from "./sqs/sending/send";
import type { Sqs } from "./sqs/sqs";
import type { Notifier } from "./notifier";

/** Queues and functions that a service notifies. */
export interface QueuesAndFunctions {
  /** Whether a queue or function exists. @param arn may have a qualifier */
  isThere(arn: string): boolean;
  /** Sends a message to a queue; the cloud's log reports a message that cannot be delivered. */
  send(queue: string, message: SendRequest): void;
  /** Calls a function asynchronously. @param id of the call */
  invoke(target: string, call: { readonly id: string; readonly payload: string }): void;
}

/**
 * The cloud's queues and functions for notifications by a service. Policies of queues and functions are not evaluated.
 */
export const createQueuesAndFunctions = (
  core: Core,
  { queues, functions }: { readonly queues: Sqs; readonly functions: Lambda },
  { caller, notify }: Notifier,
): QueuesAndFunctions => ({
  isThere: (arn) =>
    getServiceOfArn(arn) === "lambda"
      ? functions.functions.find(parseFunctionName(core, arn).name) !== undefined
      : queues.findByArn(arn) !== undefined,
  send(arn, message) {
    const queue = queues.findByArn(arn);
    const input = { QueueUrl: arn, ...message };
    const note = createServiceNote(core, { service: "sqs", operation: "SendMessage", input, caller });
    try {
      if (queue === undefined) throw new AwsFault("QueueDoesNotExist", "The specified queue does not exist.");
      const ready = prepareMessage(queue, message, { id: caller, isEntry: false });
      const [output] = send(queue, [ready]);
      queues.metrics.createCount(queue, createSentFigures([ready.bytes]));
      note.noteAnswer(output);
    } catch (error) {
      core.log(notify(arn, note.noteRefusal(error).message));
    }
  },
  invoke(target, { id, payload }) {
    const input = { FunctionName: target, InvocationType: "Event" };
    const note = createServiceNote(core, { service: "lambda", operation: "Invoke", input, caller });
    try {
      // A function of another account or region is not found.
      const { name, qualifier } = parseFunctionName(core, target);
      if (functions.functions.find(name) === undefined)
        throw new AwsFault("ResourceNotFoundException", `Function not found: ${target}`);
      functions.events.add({ id, name, payload, ...(qualifier === undefined ? {} : { qualifier }) });
      note.noteAnswer({ StatusCode: 202 });
    } catch (error) {
      core.log(notify(target, note.noteRefusal(error).message));
    }
  },
});
