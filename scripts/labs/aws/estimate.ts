import list from "../../../cloud/prices.json";
import type { Lab } from "../../../course/index";

/** The cost of a lab on AWS, in USD, by the dated list `cloud/prices.json`. */
interface Estimate {
  /** Cost of an hour while all resources exist, used or not. */
  readonly perHourUsd: number;
  /** Cost of one run with a clean-up at its end. */
  readonly perRunUsd: number;
  /** Cost of 30 days without a clean-up. */
  readonly forgottenUsd: number;
}

const FORGOTTEN_HOURS = 30 * 24;

/** @throws Error if a lab names a price that the list does not contain */
export function createEstimate({ number, onAws }: Pick<Lab, "number" | "onAws">): Estimate {
  const { hours = 0, perHour = {}, perRun = {} } = onAws ?? {};
  const sum = (uses: Readonly<Record<string, number>>): number =>
    Object.entries(uses).reduce((total, [id, quantity]) => {
      const price = list.prices.find((item) => item.id === id);
      if (price === undefined) throw new Error(`Lab ${number} uses the price "${id}", which is not in the list.`);
      return total + (quantity / price.per) * price.usd;
    }, 0);
  const perHourUsd = sum(perHour);
  return {
    perHourUsd,
    perRunUsd: perHourUsd * hours + sum(perRun),
    forgottenUsd: perHourUsd * FORGOTTEN_HOURS,
  };
}

/** The estimate in one line, as it is shown before anything is created. */
export function estimateLine(lab: Lab): string {
  const { perHourUsd, perRunUsd, forgottenUsd } = createEstimate(lab);
  const hours = lab.onAws?.hours ?? 0;
  const standing =
    perHourUsd === 0 ? "nothing while it isn't used" : `${formatUsd(perHourUsd)} per hour while all of it exists`;
  const forgotten = perHourUsd === 0 ? "" : `; forgotten for 30 days, ${formatUsd(forgottenUsd)}`;
  return `about ${formatUsd(perRunUsd)} for ${hours} hours and a clean-up: ${standing}${forgotten}`;
}

/** The source of the prices, and their region. */
export function formatPriceSource(region: string): string {
  const verified = list.prices.filter(({ date }) => date !== null).length;
  const elsewhere = region === list.region ? "" : ` In ${region} they differ.`;
  return `Estimated from the prices in ${list.region} as of ${list.asOf}; ${verified} of ${list.prices.length} are verified against a dated source (cloud/prices.json). Free tiers and taxes are not included.${elsewhere}`;
}

/** An amount with cents; an amount below a cent is shown as such. */
export function formatUsd(amount: number): string {
  return amount > 0 && amount < 0.01 ? "less than 0.01 USD" : `${amount.toFixed(2)} USD`;
}
