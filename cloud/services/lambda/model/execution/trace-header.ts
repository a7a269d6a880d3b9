import type { Random } from "../../../../../foundation/random";

/** The header in which a caller names its trace; a function's `_X_AMZN_TRACE_ID` has the same form. */
export const TRACE_HEADER = "x-amzn-trace-id";

interface TracedCall {
  /** `Active` or `PassThrough`. */
  readonly mode: string;
  /** The caller's trace header, such as `Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1`. */
  readonly parent: string | undefined;
  /** ms since the epoch. */
  readonly at: number;
}

/**
 * The trace header for a function. A caller's trace is kept, with its decision about sampling. If the caller has
 * decided nothing, Sampled is 1 for a function with active tracing, otherwise 0.
 *
 * @remarks AWS records the first call of a second and some of the others; here every call of a function with active
 * tracing has Sampled=1, but no trace is recorded: X-Ray is not emulated.
 */
export function traceHeader(random: Random, { mode, parent = "", at }: TracedCall): string {
  const fields = new Map(
    parent.split(";").map((part) => {
      const [name = "", value] = part.trim().split("=");
      return [name, value] as const;
    }),
  );
  const seconds = Math.floor(at / 1000);
  const root = fields.get("Root") ?? `1-${seconds.toString(16).padStart(8, "0")}-${random.drawHex(24)}`;
  const before = mode === "Active" ? undefined : fields.get("Parent");
  const sampled = fields.get("Sampled") ?? "";
  const isSampled = /^[01]$/.test(sampled) ? sampled : mode === "Active" ? "1" : "0";
  return `Root=${root};Parent=${before ?? random.drawHex(16)};Sampled=${isSampled}`;
}
