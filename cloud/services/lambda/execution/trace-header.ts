import type { Random } from "../../../core/random";

/** The header in which a caller names its trace; what a function gets as `_X_AMZN_TRACE_ID` has the same form. */
export const TRACE_HEADER = "x-amzn-trace-id";

interface TracedCall {
  /** `Active` or `PassThrough`. */
  readonly mode: string;
  /** What the caller says of its trace, such as `Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1`. */
  readonly given: string | undefined;
  /** ms since the epoch. */
  readonly at: number;
}

/**
 * What a function learns of its trace. A caller's trace is taken over with its decision whether it is recorded. Where the caller has
 * decided nothing, a function that traces says yes, another one no.
 *
 * @remarks AWS records the first call of a second and some of the others; here every call of a function that traces says that it is
 *   recorded, and none is: X-Ray is not emulated.
 */
export function traceHeader(random: Random, { mode, given = "", at }: TracedCall): string {
  const said = new Map(
    given.split(";").map((part) => {
      const [name = "", value] = part.trim().split("=");
      return [name, value] as const;
    }),
  );
  const seconds = Math.floor(at / 1000);
  const root = said.get("Root") ?? `1-${seconds.toString(16).padStart(8, "0")}-${random.hex(24)}`;
  const before = mode === "Active" ? undefined : said.get("Parent");
  const sampled = said.get("Sampled") ?? "";
  const isSampled = /^[01]$/.test(sampled) ? sampled : mode === "Active" ? "1" : "0";
  return `Root=${root};Parent=${before ?? random.hex(16)};Sampled=${isSampled}`;
}
