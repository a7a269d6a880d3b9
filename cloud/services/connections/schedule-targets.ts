import type { Target } from "@aws-sdk/client-scheduler";
import { getServiceOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import { AwsFault } from "../../core/faults";
import { createServiceNote } from "../../core/notes";
import { parseFunctionName } from "../lambda/model/function-name";
import type { Lambda } from "../lambda/model/state/lambda";
import type { Roles } from "../iam/model/roles";
import type { InvocationFailure, ScheduleTargets } from "../scheduler/model/schedules";
import { prepareMessage, send, type SendRequest } from "../sqs/model/sending/prepare-message";
import { createSentFigures } from "../sqs/model/state/metrics";
import type { Sqs } from "../sqs/model/state/sqs";

const CALLER = "scheduler.amazonaws.com";

/** The functions and queues that schedules invoke, each with the schedule's role. Policies of roles are not evaluated. */
export function createScheduleTargets(
  core: Core,
  { queues, functions, roles }: { readonly queues: Sqs; readonly functions: Lambda; readonly roles: Roles },
): ScheduleTargets {
  const sendMessage = (arn: string, request: SendRequest): InvocationFailure | undefined =>
    runNoted(core, { service: "sqs", operation: "SendMessage", input: { QueueUrl: arn, ...request } }, () => {
      const queue = queues.findByArn(arn);
      if (queue === undefined)
        throw new AwsFault("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
      const ready = prepareMessage(queue, request, { id: CALLER, isEntry: false });
      const [output] = send(queue, [ready]);
      queues.metrics.createCount(queue, createSentFigures([ready.bytes]));
      return output;
    });
  const callFunction = (arn: string, call: { readonly id: string; readonly payload: string }) =>
    runNoted(
      core,
      { service: "lambda", operation: "Invoke", input: { FunctionName: arn, InvocationType: "Event" } },
      () => {
        // A function of another account or region is not found.
        const { name, qualifier } = parseFunctionName(core, arn);
        if (functions.functions.find(name) === undefined)
          throw new AwsFault("ResourceNotFoundException", `Function not found: ${arn}`);
        functions.events.add({ ...call, name, ...(qualifier === undefined ? {} : { qualifier }) });
        return { StatusCode: 202 };
      },
    );
  const findRefusal = ({ RoleArn = "" }: Target): InvocationFailure | undefined =>
    roles.findRefusal(RoleArn, CALLER) === undefined
      ? undefined
      : {
          code: "AccessDeniedException",
          message: `The role ${RoleArn} does not trust ${CALLER}, or does not exist.`,
        };
  return {
    invoke: (target, call) =>
      findRefusal(target) ??
      (getServiceOfArn(target.Arn ?? "") === "lambda"
        ? callFunction(target.Arn ?? "", call)
        : sendMessage(target.Arn ?? "", { MessageBody: call.payload })),
    sendToDeadLetterQueue: (target, { body, attributes }) =>
      findRefusal(target) ??
      sendMessage(target.DeadLetterConfig?.Arn ?? "", {
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
        ),
      }),
  };
}

/** Does work as a call of the schedule's, which the journal shows. @returns the failure of a call that is refused */
function runNoted(
  core: Core,
  call: { readonly service: string; readonly operation: string; readonly input: object },
  work: () => object | undefined,
): InvocationFailure | undefined {
  const note = createServiceNote(core, { ...call, caller: CALLER });
  try {
    note.noteAnswer(work());
    return undefined;
  } catch (error) {
    const { message } = note.noteRefusal(error);
    return { code: error instanceof AwsFault ? error.code : "InternalFailure", message };
  }
}
