import { Readable } from "node:stream";
import { expect } from "chai";
import { LazyList } from "./lazy-list";
import { Journal, EncodedValue, readValue, type JournalRecord } from "./journal";

const call = (fields: Partial<JournalRecord> = {}): JournalRecord => ({
  at: 1,
  service: "s",
  operation: "O",
  input: {},
  outcome: "ok",
  caller: "k",
  origin: "client",
  ...fields,
});

describe("the journal", () => {
  it("numbers calls from 1 and returns those after a given number", () => {
    const journal = new Journal();
    for (const operation of ["A", "B", "C"]) journal.add(call({ operation }));
    expect(journal.listAfter(1).map(({ n, operation }) => [n, operation])).to.deep.equal([
      [2, "B"],
      [3, "C"],
    ]);
    expect(journal.listAfter(3)).to.deep.equal([]);
  });

  it("makes values serializable as JSON", () => {
    const journal = new Journal();
    const input = {
      Data: Buffer.from("hello"),
      When: new Date(0),
      Never: new Date(NaN),
      Body: Readable.from([]),
      List: [1, { Deep: Buffer.from("x") }],
      Gone: undefined,
      Count: 2n ** 64n,
      Events: { [Symbol.asyncIterator]: () => undefined },
      Odd: JSON.parse('{"__proto__":{"a":null}}') as unknown,
    };
    journal.add(call({ input }));
    expect(journal.listAfter(0)[0]?.input).to.deep.equal({
      Data: "aGVsbG8=",
      When: "1970-01-01T00:00:00.000Z",
      Never: "Invalid Date",
      Body: "(a stream)",
      List: [1, { Deep: "eA==" }],
      Count: "18446744073709551616",
      Events: "(a stream)",
      Odd: JSON.parse('{"__proto__":{"a":null}}') as unknown,
    });
  });

  it("parses a sent value from its text or bytes, and makes others serializable as JSON", () => {
    const toUpper = (text: string): unknown => ({ Name: text.toUpperCase() });
    expect(["é", Buffer.from("é")].map((sent) => readValue(new EncodedValue(sent, toUpper)))).to.deep.equal([
      { Name: "É" },
      { Name: "É" },
    ]);
    expect(readValue({ Data: Buffer.from("hello") })).to.deep.equal({ Data: "aGVsbG8=" });
  });

  it("truncates long blobs, texts and lists, and notes their original length", () => {
    const journal = new Journal();
    journal.add(
      call({
        input: {
          Data: Buffer.alloc(10_000),
          Text: "t".repeat(5_000),
          List: Array.from({ length: 500 }, () => "i".repeat(1_000)),
        },
      }),
    );
    const [entry] = journal.listAfter(0);
    const { Data, Text, List } = (entry?.input ?? {}) as { Data: string; Text: string; List: string[] };
    expect(Data).to.match(/^A+… \(10000 bytes\)$/);
    expect(Text).to.match(/^t{2048}… \(5000 characters\)$/);
    expect(List.at(-1)).to.equal("… (500 items)");
    expect(JSON.stringify(entry).length).to.be.below(40_000);
  });

  it("truncates a lazily created list after a few items", () => {
    let created = 0;
    class Numbers extends LazyList<string> {
      readonly length = 5_000;
      readonly maxJsonBytes = Infinity;
      *[Symbol.iterator](): Generator<string> {
        for (; created < this.length; created += 1) yield "i".repeat(1_000);
      }
      writeJson(): number {
        throw new Error("the journal does not want JSON");
      }
    }
    const journal = new Journal();
    journal.add(call({ output: { List: new Numbers() } }));
    const { List } = (journal.listAfter(0)[0]?.output ?? {}) as { List: string[] };
    expect(List.slice(-2)).to.deep.equal(["i".repeat(1_000), "… (5000 items)"]);
    expect(created).to.be.within(List.length - 1, 20);
  });

  it("keeps texts up to 2,048 characters, blobs up to 1,536 bytes, and 32,768 characters of members in all", () => {
    const toShown = (input: unknown): unknown => {
      const journal = new Journal();
      journal.add(call({ input }));
      return journal.listAfter(0)[0]?.input;
    };
    const texts = [2_048, 2_049].map((length) => toShown("t".repeat(length)) as string);
    expect(texts.map((text) => text.slice(2_047))).to.deep.equal(["t", "t… (2049 characters)"]);
    const blobs = [1_536, 1_537].map((length) => toShown(Buffer.alloc(length)) as string);
    expect(blobs.map((text) => text.slice(2_047))).to.deep.equal(["A", "A… (1537 bytes)"]);
    // The journal counts 8 for each value, and the length of its name.
    const list = (length: number): string[] => Array.from({ length }, () => "x".repeat(92));
    expect(toShown(list(328))).to.have.length(328);
    expect((toShown(list(329)) as string[]).slice(327)).to.deep.equal([...list(1), "… (329 items)"]);
    const createMembers = (count: number): unknown =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${1_000 + index}`, "x".repeat(88)]));
    expect(toShown(createMembers(328))).to.deep.equal(createMembers(328));
    expect(toShown(createMembers(329))).to.deep.equal({ ...(createMembers(328) as object), "…": "(cut)" });
  });

  it("keeps sent requests of up to 4,096 characters, 16 Mi characters in all, and drops the older half beyond that", () => {
    expect([4_096, 4_097].map((length) => EncodedValue.canTake("x".repeat(length)))).to.deep.equal([true, false]);
    const half = 8 * 1024 * 1024;
    const bytes = Buffer.alloc(half + 1);
    const listStoredNumbers = (...characters: number[]): number[] => {
      const journal = new Journal();
      // The journal counts 200 for the call, and 8 for the missing output.
      for (const length of characters)
        journal.add(call({ input: new EncodedValue(bytes.subarray(0, length - 208), () => "") }));
      return journal.listAfter(0).map(({ n }) => n);
    };
    expect(listStoredNumbers(half, half)).to.deep.equal([1, 2]);
    expect(listStoredNumbers(half + 1, 1_000, half - 1_000)).to.deep.equal([2, 3]);
    expect(listStoredNumbers(half, 1_000, half - 999)).to.deep.equal([3]);
  });

  it("lists summaries of calls after a given number", () => {
    const journal = new Journal();
    expect([journal.last, journal.listHeadsAfter(0)]).to.deep.equal([0, []]);
    for (const operation of ["A", "B", "C"]) journal.add(call({ operation }));
    expect(journal.last).to.equal(3);
    expect(
      [0, 1, 3].map((n) =>
        journal
          .listHeadsAfter(n)
          .map(({ operation }) => operation)
          .join(""),
      ),
    ).to.deep.equal(["ABC", "BC", ""]);
  });

  it("parses raw requests only when they are read, and makes them serializable as JSON", () => {
    const journal = new Journal();
    const reads: string[] = [];
    const read = (text: string): unknown => {
      reads.push(text);
      return { ...(JSON.parse(text) as object), Data: Buffer.from("hello"), When: new Date(0) };
    };
    const sent = Buffer.from('{"Text":"é…"}');
    journal.add(call({ input: new EncodedValue(sent, read), output: new EncodedValue('{"Text":"漢"}', read) }));
    sent.fill(0);
    expect(reads).to.deep.equal([]);
    const shown = { Data: "aGVsbG8=", When: "1970-01-01T00:00:00.000Z" };
    expect(journal.listAfter(0)[0]).to.include({ n: 1, outcome: "ok" });
    expect(journal.listAfter(0)[0]?.input).to.deep.equal({ Text: "é…", ...shown });
    expect(journal.listAfter(0)[0]?.output).to.deep.equal({ Text: "漢", ...shown });
  });

  it("returns long calls unchanged after many others were added and dropped", () => {
    const journal = new Journal();
    const createInput = (i: number): string[] =>
      Array.from({ length: 20 }, (_, index) => `${i}.${index} é…\ud834 `.repeat(100));
    for (let i = 1; i <= 2_500; i++) journal.add(call(i % 7 === 0 ? {} : { input: createInput(i) }));
    const after = journal.listAfter(0);
    expect(after.length).to.be.below(2_000);
    for (const { n, input: recorded } of after) if (n % 7 !== 0) expect(recorded).to.deep.equal(createInput(n));
  });
});
