import { tooManyTags } from "./faults";
import type { Kinesis } from "./kinesis";
import { MOST_TAGS } from "./limits";
import type { Stream } from "./stream";

/** @throws AwsFault InvalidArgumentException if the stream would have more than 50 */
export function addTags(kinesis: Kinesis, stream: Stream, added: Readonly<Record<string, string>>): void {
  const tags = { ...stream.stored.tags, ...added };
  if (Object.keys(tags).length > MOST_TAGS) throw tooManyTags(stream);
  kinesis.change(stream, { tags });
}

/** Keys that are not there are no error. */
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
