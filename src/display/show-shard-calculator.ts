import { SHARD_HOUR_USD } from "../aws/list-delivery-costs";
import { show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";

/** The initial values of the calculator's fields. */
export interface Workload {
  readonly recordKiB: number;
  readonly recordsPerSecond: number;
  readonly consumers: number;
}

const HOURS_A_MONTH = 730;

/**
 * Shows a calculator for the number of shards: three fields, and above them a bar for each limit of a shard, the number
 * of shards, and their cost.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html AWS's formula, with the limit of 1,000 records per second added
 */
export function showShardCalculator({ recordKiB, recordsPerSecond, consumers }: Workload): void {
  // Fields and not sliders: JupyterLab takes the arrow keys of a slider, and with the mouse a slider moves in steps of
  // some hundred records.
  const renderField = (name: string, value: number, [min, max, label]: readonly [number, number, string]) => ({
    name,
    value,
    bind: { input: "number", min, max, step: 1, name: `${label}: ` },
  });
  const kibibytes = recordKiB * recordsPerSecond;
  const required = [kibibytes / 1024, (kibibytes * consumers) / 2048, recordsPerSecond / 1000];
  const shards = Math.max(1, ...required.map(Math.ceil));
  show(
    createPlotBundle(
      {
        params: [
          renderField("size", recordKiB, [1, 256, "KiB a record, rounded up"]),
          renderField("rate", recordsPerSecond, [1, 10_000, "records a second"]),
          renderField("readers", consumers, [1, 10, "consumers"]),
        ],
        data: { values: LIMITS.map(({ limit }, order) => ({ limit, order })) },
        transform: [
          { calculate: "size * rate", as: "incoming" },
          {
            calculate: LIMITS.map(({ of }, index) => `datum.order === ${index} ? ${of} : `).join("") + "0",
            as: "wanted",
          },
          { joinaggregate: [{ op: "max", field: "wanted", as: "most" }] },
          { calculate: "max(1, ceil(datum.most))", as: "shards" },
          {
            calculate: `datum.shards + (datum.shards === 1 ? ' shard' : ' shards') + ', ' + format(datum.shards * ${SHARD_HOUR_USD}, '.3f') + ' USD an hour, ' + format(datum.shards * ${SHARD_HOUR_USD * HOURS_A_MONTH}, '.2f') + ' USD a month'`,
            as: "answer",
          },
        ],
        vconcat: [
          {
            width: 460,
            height: 30,
            transform: [{ filter: "datum.order === 0" }],
            mark: { type: "text", fontSize: 18, fontWeight: "bold", align: "center" },
            encoding: { text: { field: "answer" } },
          },
          {
            width: 460,
            height: 120,
            mark: { type: "bar", tooltip: true },
            encoding: {
              y: { field: "limit", type: "nominal", sort: { field: "order" }, title: null, axis: { labelLimit: 260 } },
              x: { field: "wanted", type: "quantitative", title: "shards that this limit asks for" },
              color: { condition: { test: "datum.wanted === datum.most", value: "#c62828" }, value: "#90a4ae" },
            },
          },
        ],
        config: { view: { stroke: null } },
      },
      [
        `${recordKiB} KiB a record, ${recordsPerSecond} records a second, ${consumers} consumers: ` +
          `${shards} ${shards === 1 ? "shard" : "shards"}, ${(shards * SHARD_HOUR_USD).toFixed(3)} USD an hour`,
      ],
    ),
  );
}

/** The limits of a shard, each with the number of shards that it requires. */
const LIMITS = [
  { limit: "data in: 1,024 KiB a second", of: "datum.incoming / 1024" },
  { limit: "data out: 2,048 KiB a second", of: "datum.incoming * readers / 2048" },
  { limit: "records in: 1,000 a second", of: "rate / 1000" },
] as const;
