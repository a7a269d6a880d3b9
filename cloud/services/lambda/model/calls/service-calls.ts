import type { AwsFault } from "../../../../core/faults";
import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Executions, InvocationResult } from "../execution/executions";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import type { Functions } from "../functions/functions";
import { createServiceNote } from "../../../../core/notes";

/** A function call by another service. */
interface ServiceCall {
  /** The function's name or ARN, with or without a qualifier. */
  readonly target: string;
  /** JSON. */
  readonly payload: Uint8Array;
  /** The calling service, such as `firehose.amazonaws.com`. */
  readonly caller: string;
  /** A new one is made if this is missing. */
  readonly requestId?: string;
  /** The caller's trace header. */
  readonly trace?: string | undefined;
}

/** The result of a service's call. `refused` holds AWS's fault: no such function, too many calls at once. */
export type ServiceAnswer =
  | (InvocationResult & {
      readonly kind: "answered";
      readonly requestId: string;
      readonly version: string;
      readonly arn: string;
    })
  | { readonly kind: "refused"; readonly fault: AwsFault };

/** Functions as other services call them. Each call is recorded in the journal. */
export class ServiceCalls {
  readonly #core: Core;
  readonly #random: Random;
  readonly #functions: Functions;
  readonly #executions: Executions;

  constructor(
    core: Core,
    { functions, executions }: { readonly functions: Functions; readonly executions: Executions },
  ) {
    this.#core = core;
    this.#random = core.random.fork("lambda/requests");
    this.#functions = functions;
    this.#executions = executions;
  }

  createRequestId(): string {
    return this.#random.drawUuid();
  }

  /** Calls a function and waits for its end. */
  async call({
    target,
    payload,
    caller,
    trace,
    requestId = this.createRequestId(),
  }: ServiceCall): Promise<ServiceAnswer> {
    const input = { FunctionName: target, InvocationType: "RequestResponse", Payload: payload };
    const note = createServiceNote(this.#core, { service: "lambda", operation: "Invoke", input, caller });
    try {
      const named = parseFunctionName(this.#core, target);
      const found = this.#functions.requireFunction(named);
      const version = this.#functions.requireVersion(found, named.qualifier);
      const arn = formatFunctionArn(this.#core, found.name, named.qualifier ?? "$LATEST");
      const invoked = await this.#executions.invoke({
        function: found,
        version,
        arn: formatFunctionArn(this.#core, found.name, named.qualifier),
        requestId,
        payload,
        trace,
      });
      const output = {
        StatusCode: 200,
        Payload: invoked.payload,
        ExecutedVersion: version.version,
        ...(invoked.isError ? { FunctionError: "Unhandled" } : {}),
      };
      note.noteAnswer(output);
      return { ...invoked, kind: "answered", requestId, version: version.version, arn };
    } catch (error) {
      return { kind: "refused", fault: note.noteRefusal(error) };
    }
  }
}
