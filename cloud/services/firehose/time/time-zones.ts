/**
 * Names that Node's own list leaves out and AWS takes: `UTC` itself.
 */
const known = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/**
 * Whether Firehose takes a name as CustomTimeZone.
 *
 * @remarks AWS keeps a fixed list of IANA's older names (Asia/Calcutta, not Asia/Kolkata), measured in 2026; it is not
 *          published. Node's ICU names its zones in the same older way, so its list stands in for AWS's.
 */
export const isSupportedTimeZone = (name: string): boolean => known.has(name);
