import { UsageError } from "../../running/run-script";

/** The options of the command line, as text. */
export const CONFIG_OPTIONS = ["source", "sink", "checkpoint", "window_seconds", "delay_seconds", "until_caught_up"];

type RawOptions = Readonly<Record<string, string | undefined>>;

/** The application's settings: its streams, its windows, its checkpoint. */
export class WindowedMetricsConfig {
  /** The stream of metric events. */
  readonly source: string;
  /** The stream of aggregates. */
  readonly sink: string;
  /** The checkpoint file that a restart continues from. */
  readonly checkpoint: string;
  readonly windowMs: number;
  /** How long the watermark waits for events that are out of order. */
  readonly delayMs: number;
  /** Whether the application ends when it has read the stream to its end; otherwise it goes on until Ctrl-C. */
  readonly untilCaughtUp: boolean;

  /** @throws UsageError naming the option that is wrong */
  constructor(given: RawOptions) {
    this.source = requireSetting(given, "source");
    this.sink = requireSetting(given, "sink");
    this.checkpoint = requireSetting(given, "checkpoint");
    this.windowMs = parseSeconds(given["window_seconds"] ?? "60", "window_seconds", 1) * 1000;
    this.delayMs = parseSeconds(given["delay_seconds"] ?? "30", "delay_seconds", 0) * 1000;
    this.untilCaughtUp = given["until_caught_up"] === "yes";
  }
}

function requireSetting(given: RawOptions, name: string): string {
  const value = given[name];
  if (!value) throw new UsageError(`--${name} is missing.`);
  return value;
}

function parseSeconds(text: string, name: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > 86_400)
    throw new UsageError(`--${name} is a whole number of seconds from ${min} to 86400, not '${text}'.`);
  return value;
}
