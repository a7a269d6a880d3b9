import { createBadTagsFault, createIllegalTagsFault, createTooManyTagsFault, type NamedStream } from "./faults";
import type { Kinesis } from "./kinesis";
import type { Stream } from "./stream";
import { MAX_TAGS } from "./retention";

const RIGHT = /^[\p{L}\p{N} _./=+\-%@]*$/u;

/**
 * Checks the characters of tags, which AWS does before it looks for the stream (KDS-039).
 *
 * @param subject `add tags to` or `remove tags from`, for AWS's text
 * @throws AwsFault InvalidArgumentException
 */
export function checkTagTexts(stream: NamedStream, texts: readonly string[], subject: string): void {
  if (!texts.every((text) => RIGHT.test(text))) throw createBadTagsFault();
  // AWS has two checks: `%` passes the first, but not the second.
  if (texts.some((text) => text.includes("%"))) throw createIllegalTagsFault(stream, subject);
}

/** @throws AwsFault InvalidArgumentException if the stream would have more than 50 */
export function addTags(kinesis: Kinesis, stream: Stream, added: Readonly<Record<string, string>>): void {
  const tags = { ...stream.stored.tags, ...added };
  if (Object.keys(tags).length > MAX_TAGS) throw createTooManyTagsFault(stream);
  kinesis.change(stream, { tags });
}

/** Removing a missing key is no error. */
export function removeTags(kinesis: Kinesis, stream: Stream, keys: readonly string[]): void {
  kinesis.change(stream, {
    tags: Object.fromEntries(Object.entries(stream.stored.tags).filter(([key]) => !keys.includes(key))),
  });
}

/** A stream's tags, by key. */
export const tagList = ({ stored }: Stream): { Key: string; Value: string }[] =>
  Object.entries(stored.tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => (a.Key < b.Key ? -1 : 1));
