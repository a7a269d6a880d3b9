import { AsyncLocalStorage } from "node:async_hooks";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { show } from "../display/kernel-display";
import { toTypeScript } from "./as-typescript";
import { replaceBlobs, type ApiCall } from "./blobs";
import { toCli } from "./to-cli";

/** The outcome of calls with the same input. */
interface RecordedCall {
  readonly call: ApiCall;
  count: number;
  /** The error's name of the latest of them; undefined if AWS accepted it. */
  error: string | undefined;
}

/** The base class of all clients of the SDK, as far as it is used here. */
interface Client {
  readonly config: { readonly serviceId?: string };
  send(command: { readonly input: object }, ...rest: readonly unknown[]): unknown;
}

/** A call of a lab is shorter; the code of a function is not. */
const MAX_TEXT_LENGTH = 1000;
const MAX_ITEMS = 3;
/** The CLI's names of services that differ from the SDK's. */
const SERVICES: Readonly<Record<string, string>> = { cloudwatchlogs: "logs" };

const recording = new AsyncLocalStorage<RecordedCall[]>();
let isWatching = false;

/**
 * Runs an action, and shows the calls of AWS's API that it made, each as code for the SDK and as a command of the CLI.
 * A call that is repeated with the same input, such as one that waits, is shown once. Calls of other programs, and of
 * what else runs in the notebook, are not shown.
 *
 * @param action such as `() => listStreamRecords({ streamName })`
 * @returns what the action returns
 */
export async function showCalls<T>(action: () => T): Promise<Awaited<T>> {
  watchClients();
  const calls: RecordedCall[] = [];
  try {
    return await recording.run(calls, action);
  } finally {
    const text = calls.length === 0 ? "No AWS API calls." : calls.map(describeCall).join("\n\n");
    show({ "text/markdown": text, "text/plain": text });
  }
}

declare global {
  /** Runs an action, and shows the API calls that it made. Every cell knows it, as it does `hint`. */
  var showCalls: <T>(action: () => T) => Promise<Awaited<T>>;
}
globalThis.showCalls = showCalls;

/** From then on, each client of the SDK notes a call if it is made inside an action of `showCalls`. */
function watchClients(): void {
  if (isWatching) return;
  isWatching = true;
  // The border: all clients of the SDK inherit `send` from one class, which it doesn't export by its own name.
  const base = Object.getPrototypeOf(KinesisClient.prototype) as Client;
  const { send } = base;
  base.send = function sendNoted(this: Client, command, ...rest) {
    const result = send.call(this, command, ...rest);
    const calls = recording.getStore();
    if (calls !== undefined) noteCall(calls, toApiCall(this, command), result);
    return result;
  };
}

function noteCall(calls: RecordedCall[], call: ApiCall, result: unknown): void {
  const key = JSON.stringify(call);
  const known = calls.find((other) => JSON.stringify(other.call) === key);
  const recorded = known ?? { call, count: 0, error: undefined };
  if (known === undefined) calls.push(recorded);
  recorded.count += 1;
  // The caller handles the error; here it only names the outcome.
  Promise.resolve(result).then(
    () => (recorded.error = undefined),
    (error: unknown) => (recorded.error = error instanceof Error ? error.name : String(error)),
  );
}

function toApiCall({ config }: Client, command: { readonly input: object }): ApiCall {
  const name = (config.serviceId ?? "").toLowerCase().replaceAll(" ", "");
  const service = SERVICES[name] ?? name;
  const operation = command.constructor.name.replace(/Command$/, "");
  // The SDK takes text for some blobs, where the journal has base64 alone.
  const input = replaceBlobs({ service, operation, input: command.input }, ({ base64: text }) => toBase64(text));
  return { service, operation, input: shorten(input) };
}

const toBase64 = (value: string | Uint8Array): string => Buffer.from(value).toString("base64");

/** A value as JSON has it: bytes as base64, times as text, and long ones cut, with the journal's marker. */
function shorten(value: unknown): unknown {
  if (value instanceof Uint8Array) return shorten(toBase64(value));
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string")
    return value.length <= MAX_TEXT_LENGTH
      ? value
      : `${value.slice(0, MAX_TEXT_LENGTH / 10)}… (${value.length} characters)`;
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map(shorten);
    return value.length <= MAX_ITEMS ? items : [...items, `… (${value.length} items)`];
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shorten(member)]));
}

function describeCall({ call, count, error }: RecordedCall, at: number): string {
  const times = count === 1 ? "" : `, ${count} times`;
  const refusal = error === undefined ? "" : `, refused with \`${error}\``;
  return [
    `**${at + 1}. ${call.operation}**${times}${refusal}`,
    `\`\`\`ts\n${toTypeScript(call)}\n\`\`\``,
    `\`\`\`bash\n${toCli(call)}\n\`\`\``,
  ].join("\n\n");
}
