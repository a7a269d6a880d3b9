/** `2030-01-01 00:00:07 UTC` */
export const formatTime = (ms: number): string =>
  Number.isFinite(ms) ? `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC` : "";

/** `00:00:07.250` */
export const formatTimeOfDay = (ms: number): string => new Date(ms).toISOString().slice(11, 23);

/** `3.4 KiB` */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${step === 0 ? bytes : (bytes / 2 ** (10 * step)).toFixed(1)} ${units[step] ?? ""}`;
}

/** `12.5/s`, `0.5 objects/s`; empty where it is not known. */
export const formatRate = (perSecond: number | undefined, noun = ""): string =>
  perSecond === undefined
    ? ""
    : `${perSecond >= 10 || perSecond === 0 ? Math.round(perSecond) : perSecond.toFixed(1)}${noun === "" ? "" : ` ${noun}`}/s`;

/** `1 min 5 s`; `now` for 0 and less. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return "now";
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The last part of an ARN: a stream's, a bucket's, a function's name. */
export const parseName = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;

/** `1 record`, `2 records` */
export const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
