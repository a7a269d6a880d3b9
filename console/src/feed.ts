import { useEffect, useState } from "preact/hooks";
import type { FeedMessage } from "./lab-api";

/** The state of the cloud that the page has received. */
interface FeedState {
  /** Undefined before the first message. */
  readonly message: FeedMessage | undefined;
  readonly isConnected: boolean;
  /**
   * A counter of changes of each service, by calls or by itself, since the page was opened; `s3 data` counts changes of
   * S3's data.
   */
  readonly changes: Readonly<Record<string, number>>;
}

type Listener = (state: FeedState) => void;

/** Operations that only read or write data. Pages that show data depend on "s3 data", others only on "s3". */
const MOVES_DATA =
  /\.(?:Put(?:Records?|RecordBatch|Object|LogEvents|MetricData)|SendMessage\w*|ReceiveMessage|DeleteMessage\w*|DeleteObjects?|CopyObject|CompleteMultipartUpload|UploadPart|Invoke)$/;
const READS = /\.(?:BatchGet|Describe|Get|Head|List)/;
/** Rates are averages over this much cloud time. */
const RATE_MS = 10_000;

interface Sample {
  readonly at: number;
  readonly live: FeedMessage["live"];
}

let state: FeedState = { message: undefined, isConnected: false, changes: {} };
let receivedAt = 0;
let samples: readonly Sample[] = [];
const listeners = new Set<Listener>();

/** Opens the feed; the browser connects again by itself when it breaks. */
export function openFeed(): void {
  const source = new EventSource("feed");
  source.onmessage = ({ data }) => receive(JSON.parse(String(data)) as FeedMessage);
  source.onerror = () => update({ ...state, isConnected: false });
}

/** Cloud time now, in ms since the epoch, which also runs between messages. */
export function getCloudTime(): number {
  const { message } = state;
  return message === undefined ? 0 : message.now + (performance.now() - receivedAt) * message.speed;
}

/** The state; components render again with every message. */
export function useFeed(): FeedState {
  const [shown, show] = useState(state);
  useEffect(() => {
    listeners.add(show);
    show(state);
    return () => void listeners.delete(show);
  }, []);
  return shown;
}

/** The growth of a counter of the feed for each second of cloud time; undefined until it is known. */
export function calculateRate(count: (live: FeedMessage["live"]) => number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return undefined;
  return Math.max(0, ((count(last.live) - count(first.live)) / (last.at - first.at)) * 1000);
}

function receive(message: FeedMessage): void {
  const now = message.now;
  const before = state.message;
  // After a reset the time goes back, and earlier samples are of other resources.
  if (before !== undefined && now < before.now) samples = [];
  samples = [...selectComparable(samples, now), { at: now, live: message.live }];
  receivedAt = performance.now();
  const changes = { ...state.changes };
  const changed = new Set(
    Object.keys(message.calls).flatMap((name) => {
      const service = name.split(".", 1)[0] ?? "";
      return READS.test(name) ? [] : [MOVES_DATA.test(name) ? `${service} data` : service];
    }),
  );
  if (JSON.stringify(message.live["s3"]) !== JSON.stringify(before?.live["s3"])) changed.add("s3 data");
  for (const service of new Set([...Object.keys(message.live), ...Object.keys(before?.live ?? {})]))
    if (formatStatuses(message, service) !== formatStatuses(before, service)) changed.add(service);
  for (const service of changed) changes[service] = (changes[service] ?? 0) + 1;
  update({ message, isConnected: true, changes });
}

/**
 * The samples to compare a message with: from an earlier moment, however far the clock has jumped; of the same
 * moment, only the first one.
 */
function selectComparable(all: readonly Sample[], now: number): readonly Sample[] {
  const earlier = all.filter(({ at }) => at < now);
  return [
    ...earlier.filter(({ at }, n) => now - at <= RATE_MS || n === earlier.length - 1),
    ...all.filter(({ at }) => at === now).slice(0, 1),
  ];
}

/** A service's resources and their states, as one text: states may also change without a call, by the clock. */
const formatStatuses = (message: FeedMessage | undefined, service: string): string =>
  Object.entries(message?.live[service] ?? {})
    .map(([name, figures]) => `${name} ${figures["status"] ?? ""}`)
    .join("\n");

let isDue = false;

/**
 * Renders at most once for each of the browser's frames, however many messages come, and not while the page is hidden.
 */
function update(next: FeedState): void {
  state = next;
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    for (const listener of listeners) listener(state);
  });
}
