import { Readable } from "node:stream";
import { EventStreamCodec } from "@smithy/core/event-streams";
import type { NormalizedSchema } from "@smithy/core/schema";
import { fromUtf8, toUtf8 } from "@smithy/core/serde";
import type { MessageHeaders } from "@smithy/types";
import { AwsFault } from "../core/faults";

/** The payload format of a protocol's events. */
interface EventPayloads {
  readonly contentType: string;
  readonly write: (schema: NormalizedSchema, value: unknown) => Uint8Array | string;
}

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** The Content-Type of an answer that is a stream of events. */
export const EVENT_STREAM = "application/vnd.amazon.eventstream";

/**
 * Writes an output whose only member is a stream of events.
 *
 * An RPC protocol's stream begins with an `initial-response`. A fault that ends the stream is its last event.
 *
 * @param shape the output's shape, with an event stream member
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function createEventStream(shape: NormalizedSchema, output: unknown, payloads: EventPayloads): Readable {
  const name = shape.getEventStreamMember();
  const union = shape.getMemberSchema(name);
  // The border: the handler's type says that this member is a stream of its union.
  const events = (output as Readonly<Record<string, AsyncIterable<Readonly<Record<string, unknown>>>>>)[name];
  return Readable.from(streamMessages(), { objectMode: false });

  async function* streamMessages(): AsyncGenerator<Uint8Array> {
    yield createMessage(
      { ":event-type": "initial-response", ":message-type": "event", ":content-type": payloads.contentType },
      payloads.write(shape, {}),
    );
    try {
      for await (const event of events ?? []) {
        const [type = "", value] = Object.entries(event)[0] ?? [];
        const payload = payloads.write(union.getMemberSchema(type), value);
        yield createMessage(
          { ":event-type": type, ":message-type": "event", ":content-type": payloads.contentType },
          payload,
        );
      }
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      const headers = {
        ":exception-type": error.code,
        ":message-type": "exception",
        ":content-type": "application/json",
      };
      yield createMessage(headers, JSON.stringify({ message: error.message }));
    }
  }
}

/** Whether an output is a stream of events. */
export const isEventStream = (shape: NormalizedSchema): boolean => shape.getEventStreamMember() !== "";

function createMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array | string): Uint8Array {
  const typed: MessageHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { type: "string", value }]),
  );
  return codec.encode({ headers: typed, body: typeof payload === "string" ? fromUtf8(payload) : payload });
}
