import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** A message header of Jupyter's protocol; some clients leave fields out. */
interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session?: string;
  readonly username?: string;
  /** ISO 8601, by the clock of the sender. */
  readonly date?: string;
  readonly version?: string;
}

export type Json = Readonly<Record<string, unknown>>;

export interface Message {
  /** The routing prefix; a reply must have the prefix of its request. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parent: Header | Record<string, never>;
  readonly metadata: Json;
  readonly content: Json;
  /** Bytes that travel beside the JSON, such as those of widgets. */
  readonly buffers?: readonly Uint8Array[];
}

export const PROTOCOL_VERSION = "5.3";
const DELIMITER = "<IDS|MSG>";

/** The session under which this kernel signs its own headers. */
const session = randomUUID();

export function createHeader(msgType: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: msgType,
    session,
    username: "kernel",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
}

/**
 * Reads a message from the frames of a socket.
 *
 * @param key of the connection file; empty: messages are not signed
 * @throws Error if frames are missing, the signature is wrong or a part isn't a JSON object
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
export function decode(frames: readonly Uint8Array[], key: string): Message {
  const at = frames.findIndex((frame) => Buffer.from(frame).toString("latin1") === DELIMITER);
  const signature = frames[at + 1];
  const parts = frames.slice(at + 2, at + 6);
  const buffers = frames.slice(at + 6);
  if (at < 0 || signature === undefined || parts.length < 4) throw new Error("a message lacks frames");
  verify(parts, Buffer.from(signature).toString("latin1"), key);
  const [header, parent, metadata, content] = parts.map(
    (part) => JSON.parse(Buffer.from(part).toString("utf8")) as unknown,
  );
  if (!isObject(header) || !isObject(parent) || !isObject(metadata) || !isObject(content))
    throw new Error("a part of a message is not an object");
  if (typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string")
    throw new Error("a message has no type or id");
  return {
    identities: frames.slice(0, at),
    header: header as unknown as Header,
    parent: parent as unknown as Header,
    metadata,
    content,
    ...(buffers.length === 0 ? {} : { buffers }),
  };
}

/** The frames of a message, signed. */
export function encode(message: Message, key: string): (Uint8Array | string)[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) => JSON.stringify(part));
  return [...message.identities, DELIMITER, sign(parts, key), ...parts, ...(message.buffers ?? [])];
}

function sign(parts: readonly (Uint8Array | string)[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function verify(parts: readonly Uint8Array[], signature: string, key: string): void {
  const requested = sign(parts, key);
  const same = requested.length === signature.length && timingSafeEqual(Buffer.from(requested), Buffer.from(signature));
  if (!same) throw new Error("a message has a wrong signature");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
