import { useFeed } from "../feed";
import { formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { callLab } from "../aws";
import type { Cost, PriceList } from "../lab-api";
import { readPrices } from "./prices";

const HOURS_A_MONTH = 30 * 24;
/**
 * The services whose changes reload the page. Calls of the console itself do not count, so the page's own reads do not
 * reload it.
 */
const MOVES = ["kinesis", "s3", "sqs", "lambda", "athena", "ec2", "kinesisanalyticsv2"].flatMap((name) => [
  name,
  `${name} data`,
]);

/** An amount with its significant digits, never in scientific notation. */
const formatSmall = (amount: number): string => amount.toLocaleString("en", { maximumSignificantDigits: 2 });
const formatUsd = (amount: number): string => `${amount < 0.01 ? formatSmall(amount) : amount.toFixed(2)} USD`;
const formatQuantity = (quantity: number): string =>
  quantity >= 100 || Number.isInteger(quantity)
    ? Math.round(quantity).toLocaleString("en")
    : quantity >= 0.001
      ? quantity.toFixed(3)
      : formatSmall(quantity);

/** The page that shows what the use of this cloud would have cost on AWS. */
export function CostPage() {
  const { message } = useFeed();
  const { value, error } = useLoaded(() => callLab<Cost>("cost"), "cost", [
    ...MOVES,
    Math.floor((message?.now ?? 0) / 60_000),
  ]);
  const prices = useLoaded(readPrices, "prices", []);
  return (
    <>
      <h1>Cost</h1>
      <p>
        What all that happened in this cloud would have cost on AWS. Here it costs nothing. It is an estimate: look the
        prices up before you rely on them.
      </p>
      <Notice error={error ?? prices.error} />
      {value === undefined ? <p class="none">Adding it up …</p> : <CostDetails {...value} />}
      {prices.value === undefined ? null : <PricesAndSources {...prices.value} />}
    </>
  );
}

function CostDetails({ usd: total, anHour, lines, hours, hoursInAll, since, prices }: Cost) {
  const services = [...new Set(lines.map(({ price }) => price.service))];
  return (
    <>
      <Facts
        facts={{
          "In all so far": <b>{formatUsd(total)}</b>,
          "Per hour, as it is now": <b>{formatUsd(anHour)}</b>,
          "30 days, if it is forgotten": <b>{formatUsd(anHour * HOURS_A_MONTH)}</b>,
          Prices: `${prices.region}, ${prices.asOf}`,
        }}
      />
      <p>
        {`All since ${formatTime(since)} counts, restarts included; a reset begins again. Of a cloud that was killed, the last minute may be missing.`}
      </p>
      <h2>What for</h2>
      <Table
        caption="Cost by price"
        columns={["Service", "For", "Quantity", "Price", "Cost"]}
        none="Nothing has cost anything yet."
        rows={lines.map(({ price, quantity, usd: cost }) => [
          price.service,
          price.what,
          `${formatQuantity(quantity)} × ${price.unit}`,
          formatPrice(price),
          formatUsd(cost),
        ])}
      />
      <h2>When</h2>
      <Table
        caption="Cost by hour"
        columns={["Hour", ...services, "In all"]}
        none="No hour has cost anything."
        rows={hours.map(({ at, byService, usd: cost }) => [
          formatTime(at),
          ...services.map((service) => formatUsd(byService[service] ?? 0)),
          formatUsd(cost),
        ])}
      />
      {hoursInAll > hours.length ? <p>{`The last ${hours.length} of ${hoursInAll} hours.`}</p> : null}
    </>
  );
}

const formatPrice = ({
  usd: amount,
  per,
  unit,
}: {
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
}) =>
  `${amount} USD for ${per === 1 ? (/^[aeiou]/.test(unit) ? "an" : "a") : per.toLocaleString("en")} ${unit}${per === 1 ? "" : "s"}`;

/** The sources of the prices, and the costs that are not counted. */
const PricesAndSources = ({ prices, bytes, notCounted }: PriceList) => (
  <>
    <h2>Prices and their sources</h2>
    <Table
      caption="Prices"
      columns={["Service", "For", "Price", "Date", "Source"]}
      none=""
      rows={prices.map((price) => [
        price.service,
        price.what,
        formatPrice(price),
        price.date ?? "not dated",
        <small>{price.source}</small>,
      ])}
    />
    <p>{bytes}</p>
    <p>Not counted:</p>
    <ul>
      {notCounted.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  </>
);
