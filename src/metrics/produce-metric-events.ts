import { KinesisClient } from "@aws-sdk/client-kinesis";
import { metricEvents, type MetricEventsOptions } from "../generators/metric-events";
import { putAll } from "../streaming/put-all";
import type { MetricEvent } from "./model/metric-event";

/**
 * The test data generator: makes up measurements of two services, and writes them to a stream in the order in which they arrive.
 *
 * @param options options of the made-up events, or `events` of your own
 * @returns       the events that were written
 */
export async function produceMetricEvents({
  streamName,
  ...options
}: { readonly streamName: string } & (MetricEventsOptions | { readonly events: readonly MetricEvent[] })): Promise<
  readonly MetricEvent[]
> {
  const events = "events" in options ? options.events : metricEvents(options);
  const records = events.map((event) => ({
    PartitionKey: event.componentName,
    Data: Buffer.from(JSON.stringify(event)),
  }));
  await putAll(new KinesisClient({}), { streamName, records });
  console.log(`${events.length} events written to ${streamName}.`);
  return events;
}
