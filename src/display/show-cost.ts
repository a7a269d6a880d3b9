import { labCloud } from "../waiting/lab-cloud";
import { showTable } from "./show-table";

/** The lab cloud's answer: what all use of the lab cloud would have cost on AWS. Amounts are in USD. */
interface Cost {
  readonly lines: readonly {
    readonly price: { readonly service: string; readonly what: string; readonly unit: string };
    readonly quantity: number;
    readonly usd: number;
  }[];
  readonly usd: number;
  /** The cost of each further hour in which nothing more happens. */
  readonly anHour: number;
  /** ms since 1970. */
  readonly since: number;
  readonly prices: { readonly region: string; readonly asOf: string; readonly notCounted: readonly string[] };
}

/**
 * Shows what your use of the lab cloud until now would have cost on AWS, and which costs are not counted. All labs of
 * the lab cloud count together.
 *
 * On AWS itself, prints where AWS shows the costs.
 */
export async function showCost(): Promise<void> {
  const cost = await askForCost();
  if (cost === undefined) {
    console.log(
      "You're on AWS, and only the lab cloud can add up the cost immediately. AWS's bill is a day late:\n" +
        "look at the Billing console tomorrow, https://console.aws.amazon.com/billing/.\n" +
        "`npx labs given` shows about what a run costs before it creates anything.",
    );
    return;
  }
  const rows = cost.lines.map(({ price: { service, what: label, unit }, quantity, usd }) => ({
    service,
    for: label,
    quantity: `${formatAmount(quantity)} × ${unit}`,
    USD: formatUsd(usd),
  }));
  showTable(rows, { title: "What it would have cost on AWS so far" });
  console.log(formatText(cost));
}

async function askForCost(): Promise<Cost | undefined> {
  const cloud = await labCloud();
  if (cloud === undefined) return undefined;
  const token = process.env["LABS_CLOUD_TOKEN"];
  const reply = await fetch(`${cloud.endpoint}/_lab/cost`, { headers: token ? { "x-lab-token": token } : {} });
  if (!reply.ok) throw new Error(`The lab cloud doesn't report the cost (it answers ${reply.status}).`);
  // The border: the lab cloud's answer has the shape of its type `Cost`.
  return (await reply.json()) as Cost;
}

function formatText({ usd, anHour, since: sinceMs, prices }: Cost): string {
  const since = new Date(sinceMs).toISOString().replace("T", " ").slice(0, 16);
  return [
    `Total: ${formatUsd(usd)} USD. Here it costs nothing.`,
    anHour === 0
      ? "Nothing left in this lab cloud would cost money while it's unused."
      : `What still exists in this lab cloud, from all labs, adds ${formatUsd(anHour)} USD per hour.`,
    `Prices of ${prices.region}, ${prices.asOf}. This is an estimate for all labs together.`,
    `It covers everything since ${since} UTC, even from before the lab cloud was last started.`,
    "Not counted:",
    ...prices.notCounted.map((item) => `- ${item}`),
  ].join("\n");
}

/** An amount with at least two significant digits, never in scientific notation. */
const formatSmall = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 2 });
const formatUsd = (value: number): string => (value < 0.01 ? formatSmall(value) : value.toFixed(2));
const formatAmount = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString("en") : value >= 1 ? value.toFixed(2) : formatSmall(value);
