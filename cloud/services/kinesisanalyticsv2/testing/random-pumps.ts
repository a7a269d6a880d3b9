import { createRandom } from "../../../../foundation/random";

/** A trade, as a record has it. `at` in ms since the epoch. */
interface Trade {
  readonly ticker: string;
  readonly price: number;
  readonly qty: number;
  readonly at: number;
}

/** A stream with its pump, and the expected rows. */
interface RandomPump {
  readonly stream: string;
  readonly sql: string;
  /** Rows in any order, each as its values. */
  readonly getExpected: (trades: readonly Trade[]) => readonly (readonly unknown[])[];
}

interface Condition {
  readonly sql: string;
  readonly isHolding: (trade: Trade) => boolean;
}

const TICKERS = ["AAA", "AB", "BCD", "C"];

/** Trades in the order of their times. Prices are quarters, so that sums are exact. */
export function drawTrades(seed: string, count: number): readonly Trade[] {
  const random = createRandom(`${seed}/trades`);
  let at = Date.parse("2030-01-01T00:00:00Z");
  return Array.from({ length: count }, () => {
    at += random.drawBelow(9_000);
    const ticker = TICKERS[random.drawBelow(TICKERS.length)] ?? "";
    return { ticker, price: random.drawBelow(400) / 4, qty: random.drawBelow(20), at };
  });
}

/** Random pumps from the grammar that is translated: projections and tumbling windows, each with or without conditions. */
export function drawPumps(seed: string, count: number): readonly RandomPump[] {
  const random = createRandom(`${seed}/pumps`);
  const drawCondition = (depth: number): Condition => {
    const kind = random.drawBelow(depth === 0 ? 4 : 7);
    const number = random.drawBelow(100);
    if (kind === 0) return { sql: `price > ${number}`, isHolding: ({ price }) => price > number };
    if (kind === 1) return { sql: `QTY BETWEEN 3 AND ${number}`, isHolding: ({ qty }) => qty >= 3 && qty <= number };
    if (kind === 2) return { sql: `"ticker" LIKE 'A%'`, isHolding: ({ ticker }) => ticker.startsWith("A") };
    if (kind === 3) return { sql: `"ticker" IN ('C', 'AB')`, isHolding: ({ ticker }) => ["C", "AB"].includes(ticker) };
    const [first, second] = [drawCondition(depth - 1), drawCondition(depth - 1)];
    if (kind === 4) return { sql: `NOT (${first.sql})`, isHolding: (trade) => !first.isHolding(trade) };
    if (kind === 5)
      return { sql: `(${first.sql} AND ${second.sql})`, isHolding: (t) => first.isHolding(t) && second.isHolding(t) };
    return {
      sql: `(${first.sql} OR ${second.sql})`,
      isHolding: (trade) => first.isHolding(trade) || second.isHolding(trade),
    };
  };
  return Array.from({ length: count }, (_, number) => {
    const where: Condition = random.drawBelow(3) === 0 ? { sql: "", isHolding: () => true } : drawCondition(2);
    const stream = `D${number}`;
    const filter = where.sql === "" ? "" : `\nWHERE ${where.sql}`;
    return number % 2 === 0
      ? createProjection({ stream, filter, isHolding: where.isHolding, factor: 1 + random.drawBelow(5) })
      : createWindowed({
          stream,
          filter,
          isHolding: where.isHolding,
          seconds: [10, 30, 60, 3_600][random.drawBelow(4)] ?? 60,
        });
  });
}

interface RandomFilter {
  readonly stream: string;
  readonly filter: string;
  readonly isHolding: (trade: Trade) => boolean;
}

const createProjection = ({
  stream,
  filter,
  isHolding,
  factor,
}: RandomFilter & { readonly factor: number }): RandomPump => ({
  stream,
  sql: `CREATE OR REPLACE STREAM "${stream}" (name VARCHAR(8), amount DOUBLE, class CHAR(2));
CREATE OR REPLACE PUMP "${stream}_PUMP" AS INSERT INTO "${stream}"
SELECT STREAM LOWER("ticker"), price * ${factor} + qty, CASE WHEN price >= 50 THEN 'hi' ELSE 'lo' END
FROM "SOURCE_SQL_STREAM_001"${filter};`,
  getExpected: (trades) =>
    trades
      .filter(isHolding)
      .map(({ ticker, price, qty }) => [ticker.toLowerCase(), price * factor + qty, price >= 50 ? "hi" : "lo"]),
});

function createWindowed({
  stream,
  filter,
  isHolding,
  seconds,
}: RandomFilter & { readonly seconds: number }): RandomPump {
  const step =
    seconds === 60
      ? "FLOOR(s.ROWTIME TO MINUTE)"
      : `STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '${seconds}' SECOND)`;
  return {
    stream,
    sql: `CREATE OR REPLACE STREAM "${stream}" (name VARCHAR(8), starts TIMESTAMP, many INTEGER, total BIGINT, least DOUBLE, most DOUBLE, mean DOUBLE);
CREATE OR REPLACE PUMP "${stream}_PUMP" AS INSERT INTO "${stream}"
SELECT STREAM s."ticker", ${step} AS starts, COUNT(*), SUM(qty), MIN(price), MAX(price) AS most, AVG(price)
FROM "SOURCE_SQL_STREAM_001" AS s${filter}
GROUP BY s."ticker", ${step};`,
    getExpected: (trades) => {
      const groups = new Map<string, Trade[]>();
      for (const trade of trades.filter(isHolding)) {
        const start = Math.floor(trade.at / (seconds * 1000)) * seconds * 1000;
        const key = JSON.stringify([trade.ticker, new Date(start).toISOString().slice(0, 19)]);
        groups.set(key, [...(groups.get(key) ?? []), trade]);
      }
      return [...groups].map(([key, group]) => {
        const prices = group.map(({ price }) => price);
        const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
        const total = group.reduce((sum, { qty }) => sum + qty, 0);
        const [name, starts] = JSON.parse(key) as [string, string];
        return [name, starts, group.length, total, Math.min(...prices), Math.max(...prices), mean];
      });
    },
  };
}
