import { getServiceOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import { AwsFault } from "../../core/faults";
import { parseFunctionName } from "../lambda/model/function-name";
import type { Lambda } from "../lambda/model/state/lambda";
import { createSentFigures } from "../sqs/model/state/metrics";
import { prepareMessage, send } from "../sqs/model/sending/prepare-message";
import type { Sqs } from "../sqs/model/state/sqs";
import type { Subscribers } from "../sns/model/topics";
import { createServiceNote, type Notifier } from "../../core/notes";

/**
 * The cloud's queues and functions for notifications by a service. Policies of queues and functions are not evaluated.
 */
export const createQueuesAndFunctions = (
  core: Core,
  { queues, functions }: { readonly queues: Sqs; readonly functions: Lambda },
  { caller, notify }: Notifier,
): Subscribers => ({
  isThere: (arn) =>
    getServiceOfArn(arn) === "lambda"
      ? functions.functions.find(parseFunctionName(core, arn).name) !== undefined
      : queues.findByArn(arn) !== undefined,
  send(arn, message, trace) {
    const queue = queues.findByArn(arn);
    const input = { QueueUrl: arn, ...message };
    const note = createServiceNote(core, { service: "sqs", operation: "SendMessage", input, caller });
    try {
      if (queue === undefined) throw new AwsFault("QueueDoesNotExist", "The specified queue does not exist.");
      const ready = prepareMessage(queue, message, { id: caller, isEntry: false, trace });
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
