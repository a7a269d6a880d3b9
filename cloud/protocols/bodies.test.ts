import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { catchFault } from "../testing/use-cloud";
import { BodyReader } from "./bodies";

/** A body of `size` bytes in pieces of at most 1 MiB. */
function createBody(size: number): Readable {
  let left = size;
  return new Readable({
    read() {
      const piece = Math.min(left, 1024 * 1024);
      left -= piece;
      this.push(piece === 0 ? null : Buffer.alloc(piece));
    },
  });
}

describe("request bodies", () => {
  it("are read whole, up to their limit", async () => {
    expect((await new BodyReader().read(createBody(3_000_000), 3_000_000)).byteLength).to.equal(3_000_000);
    expect((await new BodyReader().read(createBody(0), 10)).byteLength).to.equal(0);
  });

  it("own their memory until it is returned, and return it only once", async () => {
    const reader = new BodyReader();
    const readFilled = (byte: number): Promise<Buffer> =>
      reader.read(Readable.from([Buffer.alloc(50_000, byte), Buffer.alloc(50_000, byte)]), 1e6);
    const [first, second] = [await readFilled(1), await readFilled(2)];
    expect([first.equals(Buffer.alloc(100_000, 1)), second.equals(Buffer.alloc(100_000, 2))]).to.deep.equal([
      true,
      true,
    ]);
    reader.release(first);
    reader.release(first);
    const [third, fourth] = [await readFilled(3), await readFilled(4)];
    expect(third.buffer, "the memory of the first").to.equal(first.buffer);
    expect([second[0], third[0], fourth[0]]).to.deep.equal([2, 3, 4]);
  });

  it("are rejected above their limit without being read to the end", async () => {
    const body = createBody(1e9);
    expect(await catchFault(new BodyReader().read(body, 5_000_000))).to.include({
      code: "RequestEntityTooLargeException",
      status: 413,
    });
    expect([body.isPaused(), body.readableEnded]).to.deep.equal([true, false]);
  });

  it("are rejected while all bodies together exceed the memory limit, and accepted afterward", async () => {
    const reader = new BodyReader();
    const pending = new Readable({ read: () => undefined });
    for (let i = 0; i < 250; i++) pending.push(Buffer.alloc(1024 * 1024));
    const first = reader.read(pending, Infinity);
    // When the stream is empty, the reader has all bytes.
    while (pending.readableLength > 0) await nextTurn();
    expect(await catchFault(reader.read(createBody(10 * 1024 * 1024), Infinity))).to.include({
      code: "ServiceUnavailable",
      status: 503,
    });
    pending.push(null);
    await first;
    expect((await reader.read(createBody(10 * 1024 * 1024), Infinity)).byteLength).to.equal(10 * 1024 * 1024);
  });

  it("fail if the sender disconnects early", async () => {
    const body = new Readable({ read: () => undefined });
    body.push(Buffer.from("half"));
    const read = catchFault(new BodyReader().read(body, 100));
    body.destroy(new Error("ECONNRESET"));
    expect(await read).to.include({ code: "RequestTimeout" });
  });
});
