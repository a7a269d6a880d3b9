const padTwo = (value: number): string => String(value).padStart(2, "0");

interface Parts {
  readonly sign: string;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function splitOffset(offsetSeconds: number): Parts {
  const size = Math.abs(offsetSeconds);
  return {
    sign: offsetSeconds < 0 ? "-" : "+",
    hours: Math.floor(size / 3600),
    minutes: Math.floor(size / 60) % 60,
    seconds: size % 60,
  };
}

/**
 * An offset as Java's letters X and x write it: `+01`, `+0130`, `+01:30`, with seconds where the form has them.
 *
 * @param form 1 to 5, the number of letters
 * @param zero what is written for no offset at all
 */
export function formatIsoOffset(offsetSeconds: number, form: number, zero: string): string {
  if (offsetSeconds === 0) return zero;
  const { sign, hours, minutes, seconds } = splitOffset(offsetSeconds);
  const colon = form === 3 || form === 5 ? ":" : "";
  const withMinutes = form > 1 || minutes > 0 ? `${colon}${padTwo(minutes)}` : "";
  const withSeconds = form > 3 && seconds > 0 ? `${colon}${padTwo(seconds)}` : "";
  return `${sign}${padTwo(hours)}${withMinutes}${withSeconds}`;
}

/** An offset as Java's letter O writes it: `GMT`, `GMT+8`, `GMT+8:30`; in full `GMT+08:00`. */
export function formatGmtOffset(offsetSeconds: number, inFull: boolean): string {
  if (offsetSeconds === 0) return "GMT";
  const { sign, hours, minutes, seconds } = splitOffset(offsetSeconds);
  const withMinutes = inFull || minutes > 0 || seconds > 0 ? `:${padTwo(minutes)}` : "";
  const withSeconds = seconds > 0 ? `:${padTwo(seconds)}` : "";
  return `GMT${sign}${inFull ? padTwo(hours) : hours}${withMinutes}${withSeconds}`;
}
