/** Whether a line of an application's output is as the example's code writes it. */
export type Rule = (line: string) => boolean;

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
