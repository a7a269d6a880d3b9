/** Asked for by few, and long: made when somebody does. */
let known: ReadonlySet<string> | undefined;

/**
 * Whether Firehose takes a name as CustomTimeZone.
 *
 * @remarks AWS keeps a fixed list of IANA's older names (Asia/Calcutta, not Asia/Kolkata), measured in 2026; it is not
 *          published. Node's ICU names its zones in the same older way, so its list stands in for AWS's.
 */
export function isSupportedTimeZone(name: string): boolean {
  // Node's own list leaves out what AWS takes: `UTC` itself.
  known ??= new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  return known.has(name);
}
