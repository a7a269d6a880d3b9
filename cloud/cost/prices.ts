import list from "../prices.json";

/** One of AWS's prices, from the dated list. */
interface Price {
  readonly id: string;
  readonly service: string;
  readonly what: string;
  readonly unit: string;
  /** The price of `per` units. */
  readonly usd: number;
  readonly per: number;
  /** The date of the source; null if no source with a date was found. */
  readonly date: string | null;
  readonly source: string;
}

export const PRICES: readonly Price[] = list.prices;
export const { asOf: PRICES_AS_OF, region: PRICES_REGION, notCounted: NOT_COUNTED } = list;

/** GB and TB in AWS's bills; `bytes` in the list of prices names the source. */
export const [GB_BYTES, TB_BYTES] = [2 ** 30, 2 ** 40];
/** The least number of bytes that Athena charges for a query. */
export const MIN_QUERY_BYTES = 10 * 2 ** 20;

/** Usage in the units of a price, by the hour of the usage: the hour's beginning, in ms since the epoch. */
interface Usage {
  readonly price: string;
  readonly byHour: ReadonlyMap<number, number>;
}

export const HOUR_MS = 3_600_000;
export const getHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** Sums of usage by price and hour. */
export class Meter {
  readonly #sums = new Map<string, Map<number, number>>();

  add(price: string, at: number, quantity: number): void {
    if (!(quantity > 0)) return;
    const hours = this.#sums.get(price) ?? new Map<number, number>();
    this.#sums.set(price, hours.set(getHour(at), (hours.get(getHour(at)) ?? 0) + quantity));
  }

  /** Adds a usage of `units` for the time between two instants; a unit is an hour. */
  addTime(price: string, [from, to]: readonly [number, number], units: number): void {
    for (let at = from; at < to; at = getHour(at) + HOUR_MS)
      this.add(price, at, (units * (Math.min(to, getHour(at) + HOUR_MS) - at)) / HOUR_MS);
  }

  listUsage(): Usage[] {
    return [...this.#sums].map(([price, byHour]) => ({ price, byHour }));
  }
}

/** The cost of usage, as JSON-able data. Amounts are in USD. */
interface Bill {
  readonly lines: readonly { readonly price: Price; readonly quantity: number; readonly usd: number }[];
  /** Newest first. */
  readonly hours: readonly {
    readonly at: number;
    readonly usd: number;
    readonly byService: Readonly<Record<string, number>>;
  }[];
  readonly usd: number;
}

/** What the use of a cloud would have cost on AWS, and its further cost an hour: `GET /_lab/cost`. */
export interface Cost extends Bill {
  /** USD an hour, if nothing more happens. */
  readonly anHour: number;
  /** The number of all hours with a cost; `hours` contains the latest. */
  readonly hoursInAll: number;
  /** When this cloud was first started, or reset, in ms since the epoch. */
  readonly since: number;
  readonly prices: { readonly region: string; readonly asOf: string; readonly notCounted: readonly string[] };
}

/** The cost of usage. */
export function createBill(usages: readonly Usage[]): Bill {
  const hours = new Map<number, Map<string, number>>();
  const lines = PRICES.flatMap((price) => {
    const mine = usages.filter((usage) => usage.price === price.id);
    let quantity = 0;
    for (const [at, count] of mine.flatMap(({ byHour }) => [...byHour])) {
      quantity += count;
      const services = hours.get(at) ?? new Map<string, number>();
      const before = services.get(price.service) ?? 0;
      hours.set(at, services.set(price.service, before + (count / price.per) * price.usd));
    }
    return quantity === 0 ? [] : [{ price, quantity, usd: (quantity / price.per) * price.usd }];
  });
  return {
    lines,
    hours: [...hours]
      .sort(([a], [b]) => b - a)
      .map(([at, byService]) => ({
        at,
        byService: Object.fromEntries(byService),
        usd: [...byService.values()].reduce((sum, item) => sum + item, 0),
      })),
    usd: lines.reduce((sum, { usd }) => sum + usd, 0),
  };
}

/** Operations that S3 charges at the higher price. */
const S3_WRITES = /^(?:Put|Copy|Post|List|Create|Complete|Upload)/;
const S3_FREE = /^(?:Delete|Abort)/;

/** The price of a request to S3, by the operation. */
export const getS3Price = (operation: string): string | undefined =>
  S3_FREE.test(operation) ? undefined : S3_WRITES.test(operation) ? "s3-put" : "s3-get";
