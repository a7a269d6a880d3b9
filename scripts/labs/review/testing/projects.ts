/** Files of a project, by path. */
export type ProjectTexts = Readonly<Record<string, string>>;

/**
 * A right project that differs from the course's own: one file for the model, functions as operators, a logger that is
 * an object.
 */
export const RIGHT_PROJECT: ProjectTexts = {
  "data/messages.ts": `
    export type Reading = { componentName: string; metricName: string; unit: string; value: number; timestamp: string };
    export type Summary = {
      componentName: string; metricName: string; unit: string;
      minValue: number; maxValue: number; avg: number; fromTimestamp: string; toTimestamp: string;
    };`,
  "pipeline/settings.ts": `
    export class Settings {
      constructor(readonly inputStream: string, readonly outputStream: string, readonly windowSize: number, readonly allowedLateness: number) {}
    }`,
  "pipeline/operators/decode.ts": `
    import { logger } from "../logger";
    import type { Reading } from "../../data/messages";
    export const decode = (data: Uint8Array): Reading => { logger.debug("decode"); return JSON.parse(String(data)); };`,
  "pipeline/operators/summarize.ts": `
    import { logger } from "../logger";
    import type { Reading, Summary } from "../../data/messages";
    export function summarize(all: Reading[]): Summary[] { logger.debug("summarize %d", all.length); return []; }`,
  "pipeline/topology.ts": `
    import { decode } from "./operators/decode";
    import { summarize } from "./operators/summarize";
    export const topology = (records: Uint8Array[]) => summarize(records.map((record) => decode(record)));`,
  "pipeline/logger.ts": `export const logger = console;`,
  "pipeline/main.ts": `
    import { logger } from "./logger";
    import { Settings } from "./settings";
    import { topology } from "./topology";
    logger.debug("start", new Settings("a", "b", 60, 30), topology([]));`,
  "test/decode.spec.ts": `
    import { decode } from "../pipeline/operators/decode";
    test("decodes", () => { expect(decode(Buffer.from("{}"))).toEqual({}); });`,
  "test/summarize.spec.ts": `
    import { summarize } from "../pipeline/operators/summarize";
    test("summarizes", () => { expect(summarize([])).toEqual([]); });`,
  "test/whole.spec.ts": `
    import { KinesisClient } from "@aws-sdk/client-kinesis";
    import assert from "node:assert";
    const EVENTS = [["user-service", "cpu", "12:00"], ["user-service", "cpu", "11:30"], ["order-service", "ram", "11:00"]];
    it("aggregates", async () => {
      const [{ minValue, maxValue, avg, fromTimestamp, toTimestamp }] = await run(new KinesisClient({}), EVENTS);
      assert.deepEqual([minValue, maxValue, avg, fromTimestamp, toTimestamp], [43, 50, 46.5, "11:30", "12:00"]);
    });`,
};

/** A beginner's project: all code in one file, no log, no test of streams. */
export const ONE_LONG_FILE: ProjectTexts = {
  "index.ts": `
    import { KinesisClient } from "@aws-sdk/client-kinesis";
    export interface Reading { componentName: string; metricName: string; unit: string; value: number; timestamp: string }
    export interface Summary {
      componentName: string; metricName: string; unit: string;
      minValue: number; maxValue: number; avg: number; fromTimestamp: string; toTimestamp: string;
    }
    const WINDOW = 60_000;
    const stream = process.env.STREAM;
    for (const reading of readings) sums[Math.floor(Date.parse(reading.timestamp) / WINDOW)] += reading.value;`,
  "index.test.ts": `it("works", () => { expect(1).to.equal(1); });`,
};

/** A project whose files have the right paths, but the wrong content. */
export const RIGHT_FOLDERS_ONLY: ProjectTexts = {
  ...RIGHT_PROJECT,
  "pipeline/topology.ts": `
    import { decode } from "./operators/decode";
    import { summarize } from "./operators/summarize";
    export function topology(records: Uint8Array[]) {
      let sum = 0;
      for (const record of records) sum = sum + decode(record).value;
      return summarize([]);
    }`,
  "pipeline/operators/summarize.ts": `
    export function summarize() { return []; }
    export function average() { return 0; }`,
  "test/summarize.spec.ts": `import { summarize } from "../pipeline/operators/summarize";\n summarize();`,
  "test/whole.spec.ts": `
    import { KinesisClient } from "@aws-sdk/client-kinesis";
    const EVENTS = [["user-service", "cpu", "11:00"], ["user-service", "cpu", "11:30"], ["user-service", "cpu", "12:00"]];
    it("aggregates", async () => { expect((await run(KinesisClient, EVENTS)).minValue).toBe(43); });`,
};
