import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { Memory } from "./memory";
import { RecordBuffer } from "./record-buffer";

async function readText(buffer: RecordBuffer): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of buffer.readContent()) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("Firehose record buffers", () => {
  const folder = useEmptyFolder();
  const createNumbered = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => `{"n":${from + index}}`);
  const fill = (buffer: RecordBuffer, records: readonly string[], first = 0): void =>
    records.forEach((record, index) =>
      buffer.append(Buffer.from(record), { position: first + index, arrivedAt: 1000 + first + index }),
    );

  it("join records byte for byte (FH-034)", async () => {
    const buffer = new RecordBuffer(new Memory(1_000_000), join(folder, "one"));
    fill(buffer, ["abc", "", "abc", "abc"]);
    expect(await readText(buffer)).to.equal("abcabcabc");
    expect([buffer.bytes, buffer.records, buffer.oldestAt]).to.deep.equal([9, 4, 1000]);
  });

  it("keep the same bytes on disk when memory is short, within its limit", async () => {
    const memory = new Memory(1024 * 1024);
    const buffers = [0, 1, 2].map((number) => new RecordBuffer(memory, join(folder, String(number))));
    const records = createNumbered(0, 60_000);
    for (const buffer of buffers) fill(buffer, records);
    expect(memory.used).to.be.at.most(1024 * 1024);
    expect(readdirSync(folder)).to.have.length.above(0);
    for (const buffer of buffers) expect(await readText(buffer)).to.equal(records.join(""));
  });

  it("are read completely even if they move to disk meanwhile", async () => {
    const buffer = new RecordBuffer(new Memory(10_000_000), join(folder, "one"));
    fill(buffer, createNumbered(0, 5000));
    const parts: Uint8Array[] = [];
    for await (const part of buffer.readContent()) {
      parts.push(part);
      buffer.spill();
    }
    expect(Buffer.concat(parts).toString()).to.equal(createNumbered(0, 5000).join(""));
    expect(await readText(buffer)).to.equal(createNumbered(0, 5000).join(""));
  });

  it("release memory and disk when they are closed", () => {
    const memory = new Memory(10_000);
    const buffer = new RecordBuffer(memory, join(folder, "one"));
    fill(buffer, createNumbered(0, 5000));
    expect(existsSync(join(folder, "one"))).to.equal(true);
    buffer.discard();
    expect(memory.used).to.equal(0);
    expect(existsSync(join(folder, "one"))).to.equal(false);
  });
});
