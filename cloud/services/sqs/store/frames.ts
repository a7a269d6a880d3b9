import type { Envelope } from "./message";

/** The fields of a message that change with each receive. Times in ms since the epoch. */
export interface Delivery {
  readonly visibleAt: number;
  readonly receives: number;
  readonly firstReceivedAt: number;
  readonly lastReceivedAt: number;
}

/** Identifies a message permanently. */
export interface Address {
  readonly queue: number;
  readonly number: number;
}

/** The head of a message on disk, before its envelope and body. */
export interface MessageHead extends Address, Delivery {
  readonly sentAt: number;
  readonly upMs: number;
  /** The message in another queue that this one replaces atomically; number 0 if there is none. */
  readonly replaces: Address;
}

/** A message to write. */
export interface Draft {
  readonly head: Omit<MessageHead, "number">;
  readonly envelope: Envelope;
  readonly body: Buffer;
}

/** A deduplication id that is still remembered after its message was deleted. */
export interface RememberedDuplicate {
  readonly queue: number;
  readonly key: string;
  readonly number: number;
  readonly id: string;
  /** ms since the epoch. */
  readonly sentAt: number;
}

/** The kinds of frames in the log, named by their first byte. */
export type Change =
  | { readonly kind: "message"; readonly head: MessageHead; readonly payload: Buffer }
  | { readonly kind: "delivery"; readonly address: Address; readonly delivery: Delivery }
  | { readonly kind: "deleted"; readonly address: Address }
  | { readonly kind: "purged"; readonly queue: number; readonly upTo: number }
  | { readonly kind: "remembered"; readonly remembered: RememberedDuplicate }
  | { readonly kind: "next"; readonly number: number };

const KINDS = ["message", "delivery", "deleted", "purged", "remembered", "next"] as const;
const getKindByte = (kind: Change["kind"]): number => KINDS.indexOf(kind);

const ADDRESS_BYTES = 12;
const DELIVERY_BYTES = 28;
const HEAD_BYTES = 1 + ADDRESS_BYTES + DELIVERY_BYTES + 16 + ADDRESS_BYTES + 4;

/** The payload of a message to write under a number, in two pieces. */
export function encodeMessage({ head, envelope, body }: Draft, number: number): Buffer[] {
  const json = JSON.stringify(envelope);
  const jsonBytes = Buffer.byteLength(json);
  const beforeBody = Buffer.allocUnsafe(HEAD_BYTES + jsonBytes);
  writeHead(beforeBody, head, number);
  beforeBody.writeUInt32LE(jsonBytes, HEAD_BYTES - 4);
  beforeBody.write(json, HEAD_BYTES);
  return [beforeBody, body];
}

/** The same message with another head, and the same envelope and body. */
export function replaceHead(payload: Buffer, head: MessageHead): Buffer[] {
  const start = Buffer.from(payload.subarray(0, HEAD_BYTES));
  writeHead(start, head, head.number);
  return [start, payload.subarray(HEAD_BYTES)];
}

/** Reads only a message's envelope. */
export function decodeEnvelope(payload: Buffer): Envelope {
  const end = HEAD_BYTES + payload.readUInt32LE(HEAD_BYTES - 4);
  // The border: only encodeMessage writes these bytes.
  return JSON.parse(payload.toString("utf8", HEAD_BYTES, end)) as Envelope;
}

/** A message's body as UTF-8 bytes. */
export const decodeBody = (payload: Buffer): Buffer =>
  payload.subarray(HEAD_BYTES + payload.readUInt32LE(HEAD_BYTES - 4));

export function encodeDelivery(address: Address, delivery: Delivery): Buffer {
  const payload = Buffer.allocUnsafe(1 + ADDRESS_BYTES + DELIVERY_BYTES);
  payload.writeUInt8(getKindByte("delivery"), 0);
  writeDelivery(payload, writeAddress(payload, 1, address), delivery);
  return payload;
}

export function encodeDeleted(address: Address): Buffer {
  const payload = Buffer.allocUnsafe(1 + ADDRESS_BYTES);
  payload.writeUInt8(getKindByte("deleted"), 0);
  writeAddress(payload, 1, address);
  return payload;
}

/** The frame that removes all messages of a queue up to a number. */
export function encodePurged(queue: number, upTo: number): Buffer {
  const payload = encodeDeleted({ queue, number: upTo });
  payload.writeUInt8(getKindByte("purged"), 0);
  return payload;
}

/** The frame with the least number of the next message, for a log whose last messages were cleaned up. */
export function encodeNext(number: number): Buffer {
  const payload = encodeDeleted({ queue: 0, number });
  payload.writeUInt8(getKindByte("next"), 0);
  return payload;
}

export const encodeRemembered = (remembered: RememberedDuplicate): Buffer =>
  Buffer.concat([Buffer.from([getKindByte("remembered")]), Buffer.from(JSON.stringify(remembered))]);

/** @throws Error for an unknown frame: a bug, or data of a later release */
export function decodeChange(payload: Buffer): Change {
  const kind = KINDS[payload.readUInt8(0)];
  if (kind === "message") return { kind, head: readHead(payload), payload };
  // The border: only encodeRemembered writes these bytes.
  if (kind === "remembered")
    return { kind, remembered: JSON.parse(payload.toString("utf8", 1)) as RememberedDuplicate };
  const address = readAddress(payload, 1);
  if (kind === "delivery") return { kind, address, delivery: readDelivery(payload, 1 + ADDRESS_BYTES) };
  if (kind === "deleted") return { kind, address };
  if (kind === "purged") return { kind, queue: address.queue, upTo: address.number };
  if (kind === "next") return { kind, number: address.number };
  throw new Error(`sqs: a frame of unknown kind ${payload.readUInt8(0)}`);
}

function writeHead(into: Buffer, head: Draft["head"], number: number): void {
  into.writeUInt8(getKindByte("message"), 0);
  let at = writeDelivery(into, writeAddress(into, 1, { queue: head.queue, number }), head);
  at = into.writeDoubleLE(head.sentAt, at);
  at = into.writeDoubleLE(head.upMs, at);
  writeAddress(into, at, head.replaces);
}

function readHead(from: Buffer): MessageHead {
  const at = 1 + ADDRESS_BYTES + DELIVERY_BYTES;
  return {
    ...readAddress(from, 1),
    ...readDelivery(from, 1 + ADDRESS_BYTES),
    sentAt: from.readDoubleLE(at),
    upMs: from.readDoubleLE(at + 8),
    replaces: readAddress(from, at + 16),
  };
}

function writeAddress(into: Buffer, at: number, { queue, number }: Address): number {
  return into.writeDoubleLE(number, into.writeUInt32LE(queue, at));
}

const readAddress = (from: Buffer, at: number): Address => ({
  queue: from.readUInt32LE(at),
  number: from.readDoubleLE(at + 4),
});

function writeDelivery(
  into: Buffer,
  at: number,
  { visibleAt, receives, firstReceivedAt, lastReceivedAt }: Delivery,
): number {
  let end = into.writeDoubleLE(visibleAt, at);
  end = into.writeUInt32LE(receives, end);
  end = into.writeDoubleLE(firstReceivedAt, end);
  return into.writeDoubleLE(lastReceivedAt, end);
}

const readDelivery = (from: Buffer, at: number): Delivery => ({
  visibleAt: from.readDoubleLE(at),
  receives: from.readUInt32LE(at + 8),
  firstReceivedAt: from.readDoubleLE(at + 12),
  lastReceivedAt: from.readDoubleLE(at + 20),
});
