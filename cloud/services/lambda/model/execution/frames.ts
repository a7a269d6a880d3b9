import type { Duplex } from "node:stream";

/** A message between the cloud and a runtime: a small head in JSON, and an opaque payload. */
export interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

const LENGTHS = 8;
/** More than any payload of AWS; a longer frame cannot come from the lab cloud's own runtime. */
const MAX_BYTES = 128 * 1024 * 1024;

/** A frame as bytes: lengths of head and body (32 bits each, big-endian), head, body. */
export function encodeFrame(head: Frame["head"], body: Uint8Array): Buffer {
  const top = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32BE(top.byteLength, 0);
  lengths.writeUInt32BE(body.byteLength, 4);
  return Buffer.concat([lengths, top, body]);
}

/**
 * Reads the frames of a channel, until it ends.
 *
 * @param onNonsense called once if the bytes are no frame; nothing is read after that
 */
export function hearFrames(channel: Duplex, hear: (frame: Frame) => void, onNonsense: () => void): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let requested = LENGTHS;
  channel.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.byteLength;
    try {
      while (held >= requested) {
        const bytes = Buffer.concat(chunks);
        const bodyAt = LENGTHS + bytes.readUInt32BE(0);
        requested = bodyAt + bytes.readUInt32BE(4);
        if (requested > MAX_BYTES) throw new SyntaxError("too large");
        chunks = [bytes];
        if (held < requested) return;
        const frame = {
          head: parseHead(bytes.toString("utf8", LENGTHS, bodyAt)),
          body: bytes.subarray(bodyAt, requested),
        };
        chunks = [bytes.subarray(requested)];
        held -= requested;
        requested = LENGTHS;
        hear(frame);
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      channel.removeAllListeners("data").resume();
      onNonsense();
    }
  });
}

function parseHead(text: string): Frame["head"] {
  const head: unknown = JSON.parse(text);
  if (typeof head !== "object" || head === null) throw new SyntaxError("no head");
  return head as Frame["head"];
}
