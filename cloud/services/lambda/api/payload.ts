import { createNotJsonFault } from "../model/faults";

/** The payload of a call without one. */
const EMPTY = Buffer.from("{}");

/**
 * A call's payload, which has to be JSON.
 *
 * @throws AwsFault InvalidRequestContentException
 */
export function requireJsonPayload(payload: Uint8Array | undefined): Uint8Array {
  if (payload === undefined || payload.byteLength === 0) return EMPTY;
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("utf8");
  try {
    JSON.parse(text);
    return payload;
  } catch {
    throw createNotJsonFault(`Could not parse payload into json: ${explainParseError(text)}`);
  }
}

/** @param text base64 of JSON. @throws AwsFault InvalidRequestContentException */
export function parseClientContext(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    throw createNotJsonFault("Client context must be a valid Base64-encoded JSON object.");
  }
}

/**
 * AWS's parser is Jackson, which names the character that it does not expect; its position was not measured for every
 * case.
 */
function explainParseError(text: string): string {
  const first = text.trimStart().charAt(0);
  if (first === "" || /["[{\d-]/.test(first)) return "Unexpected end-of-input or token";
  return `Unrecognized token '${/^[\w$]+/.exec(text.trimStart())?.[0] ?? first}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
}
