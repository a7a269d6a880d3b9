import type { Call } from "../../../core/call";
import { tellInHeader } from "../../../core/operation";
import type { Lab } from "../../lab";
import type { GivenSettings } from "../functions/given-settings";

const NOT_AT_OPT =
  "functions find packages, programs and libraries of their layers, but nothing stands at the path /opt: only where the lab cloud confines functions";

/** Who opens a file by its path below `/opt` would look for it in vain: the answer to a request for layers says so in a header, and the log, too. */
export function tellLayers(lab: Lab, call: Call, { Layers: layers = [] }: GivenSettings): void {
  if (layers.length === 0 || lab.processes.confine !== undefined) return;
  tellInHeader(call.reply, NOT_AT_OPT);
  lab.log(`Lambda: Layers: ${NOT_AT_OPT}`);
}
