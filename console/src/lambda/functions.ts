import { readAnswer, callRest, send } from "../aws";
import { decodeText } from "../data-text";
import { readMarkedPages } from "../paging";

/** The members of Lambda's description of a function that the page shows. */
export interface LambdaFunction {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime?: string;
  readonly Handler?: string;
  readonly Role: string;
  readonly Description?: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly CodeSize: number;
  readonly LastModified: string;
  readonly State?: string;
  readonly LastUpdateStatus?: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
  readonly LoggingConfig?: { readonly LogGroup?: string };
}

/** An event source mapping. */
interface Trigger {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  readonly BatchSize?: number;
  readonly State?: string;
  readonly LastProcessingResult?: string;
}

const FUNCTIONS = "/2015-03-31/functions/";

/** All functions. @throws AwsError */
export const listFunctions = async (): Promise<readonly LambdaFunction[]> =>
  (await readMarkedPages<{ Functions: LambdaFunction[]; NextMarker?: string | null }>(FUNCTIONS)).flatMap(
    ({ Functions }) => Functions,
  );

/** @throws AwsError */
export const readFunction = (name: string): Promise<LambdaFunction> =>
  callRest("lambda", `GET ${FUNCTIONS}${encodeURIComponent(name)}/configuration`);

/** The event source mappings of a function, or of all. @throws AwsError */
export const listTriggers = async (name?: string): Promise<readonly Trigger[]> =>
  (
    await readMarkedPages<{ EventSourceMappings: Trigger[]; NextMarker?: string | null }>(
      `/2015-03-31/event-source-mappings/${name === undefined ? "" : `?FunctionName=${encodeURIComponent(name)}`}`,
    )
  ).flatMap(({ EventSourceMappings }) => EventSourceMappings);

/** The result of an invocation. */
export interface InvocationResult {
  readonly payload: string;
  /** `Unhandled`: the function threw, or did not end in time. */
  readonly error: string | undefined;
  /** The last 4 KB of the function's log. */
  readonly log: string;
}

/** Invokes a function and waits for its end. @param event JSON @throws AwsError if it could not be invoked */
export async function invoke(name: string, event: string): Promise<InvocationResult> {
  const response = await send({
    service: "lambda",
    request: `POST ${FUNCTIONS}${encodeURIComponent(name)}/invocations`,
    contentType: "application/json",
    headers: { "x-amz-log-type": "Tail", "x-amz-invocation-type": "RequestResponse" },
    body: event,
  });
  if (!response.ok) return readAnswer(response);
  return {
    payload: await response.text(),
    error: response.headers.get("x-amz-function-error") ?? undefined,
    log: decodeText(response.headers.get("x-amz-log-result") ?? "") ?? "",
  };
}
