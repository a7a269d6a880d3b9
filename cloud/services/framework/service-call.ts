import { Readable } from "node:stream";
import type { Call } from "../../core/call";
import type { Operation } from "../../core/members";
import type { Services } from "./services";
import type { EmulatedService } from "./create-service";
import { createServiceNote } from "../../core/notes";

/** A call from one service to another. */
interface ServiceCall {
  readonly service: EmulatedService;
  readonly operation: Operation<Services>;
  readonly input: Readonly<Record<string, unknown>>;
  /** The caller, such as `cloudformation`. */
  readonly caller: string;
}

/**
 * Runs an operation as an API request would: its members are checked, and the journal shows it as a service's call.
 *
 * @throws AwsFault the operation's fault
 */
export async function callService(
  services: Services,
  { service, operation, input, caller }: ServiceCall,
): Promise<unknown> {
  const note = createServiceNote(services, { service: service.name, operation: operation.name, input, caller });
  try {
    const found = operation.check(input);
    if (found.length > 0) throw service.createInvalidFault(found);
    const output: unknown = await operation.handle(services, input, createCall(services, caller));
    note.noteAnswer(output);
    return output;
  } catch (error) {
    throw note.noteRefusal(error);
  }
}

/**
 * The call's context for an operation that no client has called.
 *
 * @param caller the service or the part of the cloud that calls
 */
export function createCall({ account, processes }: Services, caller: string): Call {
  const disconnected = new AbortController().signal;
  return {
    requestId: caller,
    caller: { accessKeyId: caller, account, userId: account, arn: `arn:aws:iam::${account}:root` },
    origin: "service",
    endpoint: processes.createEnvironment()["AWS_ENDPOINT_URL"] ?? "",
    http: {
      method: "POST",
      path: "/",
      query: "",
      headers: {},
      host: "",
      openBody: () => Readable.from([]),
      disconnected,
    },
    body: undefined,
    getSignature: async () => undefined,
    verifies: false,
    deriveKeys: () => undefined,
    createDisconnectSignal: () => disconnected,
    reply: { headers: {} },
  };
}
