import { NAME } from "./properties";
import type { Stage } from "./stage";

/** Whether a line of an application's output is as the example's code writes it. */
export type Rule = (line: string) => boolean;

/** How many lines of output are enough: some windows write five a minute. */
const FEW = 5;
const TICKERS = ["AAPL", "AMZN", "MSFT", "INTC", "TBV"];

/** A rule for JSON with exactly these members, of which those with a number are numbers. */
const createJsonRule =
  (members: Readonly<Record<string, (value: unknown) => boolean>>): Rule =>
  (line) => {
    const value = JSON.parse(line) as Record<string, unknown>;
    const names = Object.keys(members);
    return Object.keys(value).length === names.length && names.every((name) => members[name]?.(value[name]) === true);
  };

const isTicker = (value: unknown): boolean => TICKERS.includes(String(value));
const isWhole = (value: unknown): boolean => Number.isInteger(value);
const isDate = (value: unknown): boolean => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isBetween =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    typeof value === "number" && value >= min && value <= max;

/** The prices that most examples make up. */
export const isPrice = createJsonRule({ eventTime: isWhole, ticker: isTicker, price: isBetween(10, 100) });
/** Those that the Table API's example lets through, without the columns that are folders. */
export const isHighPrice = createJsonRule({ eventTime: isDate, ticker: isTicker, price: isBetween(50, 100) });
/** Those of Avro and Parquet. */
export const isTrade = createJsonRule({
  symbol: isTicker,
  price: isBetween(10, 100),
  volume: isBetween(1, 10_000),
  timestamp: isWhole,
});
export const isQuote = createJsonRule({
  event_time: isDate,
  ticker: (value) => /^[A-Z]+$/.test(String(value)),
  price: isBetween(0, 100),
});
export const isVehicle = createJsonRule({
  vin: (value) => /^V\d{8}$/.test(String(value)),
  timestamp: isWhole,
  averageSensorData: (value) =>
    Object.keys(value ?? {})
      .sort()
      .join() === "fuelLevel,rpm,speed",
  countDistinctWarnings: isBetween(1, 3),
});
export const isSpeeding: Rule = (line) => Number(/^[A-Za-z]{8},(\d+\.\d\d)$/.exec(line)?.[1] ?? 0) >= 106;
/** What the sensors of Python's examples measure, whose ids are folders or not. */
export const isMeasurement = createJsonRule({ temperature: isBetween(0, 100), time: isDate });
export const isReading = createJsonRule({
  sensor_id: isBetween(10, 20),
  temperature_f: isBetween(0, 100),
  measurement_time: isDate,
});
export const isAverage = createJsonRule({
  sensor_id: isBetween(10, 20),
  avg_temp: isBetween(0, 100),
  window_end: isDate,
});

/** A rule for the lowest prices of windows of 30 seconds that begin each `stepMs`. */
export const createWindowRule =
  (stepMs: number): Rule =>
  (line) => {
    const [, ticker, price, from, to] = /^(\w+),(\d+\.\d\d),TimeWindow\{start=(\d+), end=(\d+)\}$/.exec(line) ?? [];
    const [start, end] = [Number(from), Number(to)];
    return isTicker(ticker) && isBetween(10, 100)(Number(price)) && end - start === 30_000 && start % stepMs === 0;
  };

/** @throws Error with the first line that breaks the rule */
export function demandAll(place: string, lines: readonly string[], rule: Rule): void {
  const wrong = lines.find((line) => !rule(line));
  if (wrong !== undefined) throw new Error(`${place} has ${wrong.slice(0, 200)}`);
}

/** Waits until a stream has a few records. @throws Error if one breaks the rule, or too few come */
export async function expectRecords(stage: Stage, stream: string, rule: Rule): Promise<void> {
  await stage.waitUntil(`${stream} has less than ${FEW} records`, async () => {
    return (await stage.readRecords(stream)).length >= FEW;
  });
  demandAll(stream, await stage.readRecords(stream), rule);
}

/**
 * Waits until an object below a prefix has lines. A sink writes rows of a file that isn't complete yet into an object
 * whose name begins with `_part` and ends with `_tmp_` and a number.
 *
 * @throws Error if a line breaks the rule, or too few come
 */
export async function expectLines(stage: Stage, prefix: string, rule: Rule): Promise<void> {
  const readLines = async (): Promise<readonly string[]> =>
    (await stage.readObjects(prefix)).flatMap(({ bytes }) => bytes.toString().split("\n").slice(0, -1));
  await stage.waitUntil(`the bucket ${NAME} has less than ${FEW} lines below ${prefix}`, async () => {
    return (await readLines()).length >= FEW;
  });
  demandAll(prefix, await readLines(), rule);
}

/** What complete files must be like. */
interface FileRule {
  /** The rule for their keys; other objects are not complete. */
  readonly key: RegExp;
  readonly isRight: (bytes: Buffer) => boolean;
}

/** Waits until a prefix has complete files. @throws Error if the bytes of one are not as expected */
export async function expectFiles(stage: Stage, prefix: string, { key, isRight }: FileRule): Promise<void> {
  const readFiles = async () => (await stage.readObjects(prefix)).filter((object) => key.test(object.key));
  await stage.waitUntil(`the bucket ${NAME} has no file below ${prefix}`, async () => (await readFiles()).length > 0);
  const wrong = (await readFiles()).find(({ bytes }) => !isRight(bytes));
  if (wrong !== undefined) throw new Error(`${wrong.key} has ${wrong.bytes.subarray(0, 40).toString("latin1")}`);
}
