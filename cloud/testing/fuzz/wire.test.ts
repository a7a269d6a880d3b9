import { expect } from "chai";
import fc from "fast-check";
import { NOTE_IN_LOG } from "../../core/notes";
import { startCloud } from "../../index";
import { fuzzedRequests, writeRequest, type FuzzedRequest } from "./requests";
import { SAMPLE_CALLS } from "./samples";
import { createSender } from "./send";

/** A fixed seed: with a new one each day, nobody could repeat a failure. */
const SEED = Number(process.env["FUZZ_SEED"] ?? "20261121");
const COUNT = Number(process.env["FUZZ_COUNT"] ?? "600");
/** The number of random requests to one cloud: at most, and on average. */
const [MAX, AVERAGE] = [600, 400];
/** Statuses that AWS answers, too: 501 for operations that are not emulated, 503 for too many requests at once. */
const FINE = new Set(["501", "503"]);
/** Members of answers in JSON and XML. */
const MEMBERS = /["<](\w+)(?:" ?: ?"|>)([^"<]+)["<]/g;

describe("the fuzzer of wire requests", function () {
  this.timeout(600_000 * Math.ceil(COUNT / 600));

  it("gets no 500, no logged bug and no unanswered request", async () => {
    const statuses = new Map<string, number>();
    const sequences = fc.array(fuzzedRequests, { minLength: 1, maxLength: MAX, size: "max" });
    const property = fc.asyncProperty(sequences, async (drawn) => {
      for (const status of await sendAll(drawn)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
    await fc.assert(property, { seed: SEED, numRuns: Math.ceil(COUNT / AVERAGE) });
    // Otherwise the fuzzer would test nothing: a third of its requests succeeds, and most of the rest is refused with a
    // reason.
    if (COUNT >= 600) expect(Math.min(statuses.get("200") ?? 0, statuses.get("400") ?? 0)).to.be.greaterThan(COUNT / 6);
  });
});

/**
 * Sends the samples, and then other requests, to a fresh cloud.
 *
 * @returns the status of each answer
 * @throws AssertionError if an answer is 500 or there is none, or the cloud has logged a bug or is gone
 */
async function sendAll(drawn: readonly FuzzedRequest[]): Promise<readonly string[]> {
  const bugs: string[] = [];
  // A note in the log about settings that the cloud ignores is not a bug.
  const log = (line: string): unknown => line.startsWith(NOTE_IN_LOG) || bugs.push(line);
  const settings = { port: 0, speed: 0, seed: 1, startAt: "2030-01-01T00:00:00Z", athenaSeconds: 30 };
  const cloud = await startCloud({ ...settings, log });
  const sender = createSender(cloud.endpoint);
  const seen = new Map<string, string>();
  const statuses: string[] = [];
  try {
    const samples = SAMPLE_CALLS.map((call): FuzzedRequest => ({ call }));
    for (const fuzzed of [...samples, ...drawn]) {
      const request = await writeRequest(fuzzed, seen);
      const { status, text } = await sender.send(request, fuzzed);
      for (const [, name = "", value = ""] of text.matchAll(MEMBERS)) seen.set(name, value);
      const isFault = status === "no answer" || (Number(status) >= 500 && !FINE.has(status));
      expect(isFault || bugs.length > 0, [status, JSON.stringify(fuzzed), ...bugs].join("\n")).to.equal(false);
      if (fuzzed.laterSeconds !== undefined) await cloud.clock.advance(fuzzed.laterSeconds);
      statuses.push(status);
    }
    await cloud.clock.advance(90);
    expect((await fetch(`${cloud.endpoint}/_lab/health`)).ok, "the cloud's health after the run").to.equal(true);
  } finally {
    sender.close();
    await cloud.stop();
  }
  expect(bugs).to.deep.equal([]);
  return statuses;
}
