import type { StaticOperationSchema } from "@smithy/types";
import { expect } from "chai";
import type { Call } from "./call";
import { createStoredNote, NOTE_HEADER } from "./notes";
import { createNotingFactory } from "./telling";

const SCHEMA: StaticOperationSchema = [9, "test", "Put", 0, "unit", "unit"];

describe("notes about ignored settings", () => {
  const [A, B] = [createStoredNote("Test: a"), createStoredNote("Test: b")];
  /** A cloud with a log, and an operation with the given handler. */
  function createCloudWith(handler: (addNote: (note: typeof A | typeof B) => void) => unknown) {
    const lines: string[] = [];
    const operation = createNotingFactory<{ log(line: string): void }>()(A, B)(
      SCHEMA,
      {},
      (_lab, _request, { addNote }) => handler(addNote),
    );
    const services = { log: (line: string) => void lines.push(line) };
    const readAnswer = async (): Promise<string | undefined> => {
      // The border: neither handler uses another member of its call.
      const call = { reply: { headers: {} } } as unknown as Call;
      await (async () => operation.handle(services, {}, call))().catch(() => undefined);
      return call.reply.headers[NOTE_HEADER];
    };
    return { lines, readAnswer };
  }
  const createNote = (subject: string): string =>
    `Test: ${subject} is stored and returned; it has no effect in the lab cloud`;

  it("appear in one header of each response, and once in the log", async () => {
    const { lines, readAnswer: answered } = createCloudWith((addNote) => [A, B, A].forEach(addNote));
    for (const _ of [1, 2]) expect(await answered()).to.equal(`${createNote("a")}; ${createNote("b")}`);
    expect(lines).to.deep.equal([`Note: ${createNote("a")}`, `Note: ${createNote("b")}`]);
  });

  it("aren't reported for a rejected request", async () => {
    const { lines, readAnswer: answered } = createCloudWith(async (addNote) => {
      addNote(A);
      throw new Error("refused");
    });
    expect(await answered()).to.equal(undefined);
    expect(lines).to.deep.equal([]);
  });
});
