import type { Call } from "../../../core/call";
import { tellInHeader } from "../../../core/operation";
import type { Lab } from "../../lab";
import type { GivenSettings } from "./given-settings";

const NO_TRACES = "functions get a trace id; the lab cloud records no trace, since it does not emulate X-Ray";

/** Nobody is to look for traces in vain: the answer to a request for them says so in a header, and the log, too. */
export function tellTracing(lab: Lab, call: Call, { TracingConfig: tracing }: GivenSettings): void {
  if (tracing?.Mode !== "Active") return;
  tellInHeader(call.reply, NO_TRACES);
  lab.log(`Lambda: TracingConfig Active: ${NO_TRACES}`);
}
