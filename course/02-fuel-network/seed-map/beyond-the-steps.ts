import type { SeedItem } from "../../seed-item";
import { check } from "./places";

export const doItYourself: readonly SeedItem[] = [
  {
    step: "000 DIY",
    kind: "exercise",
    seed: "add the key minute, and apply it to the prefix",
    where: ["cell:minute"],
    text: '.event_timestamp| strftime("%M")',
    check: check("minute"),
  },
];

/** Items that the lab adds: the seeds lack them, but their mistakes call for them. */
export const added: readonly SeedItem[] = [
  {
    step: "added",
    kind: "exercise",
    seed: "an error prefix with expressions needs the kind of failure",
    where: ["cell:error-type"],
    check: check("error-type"),
  },
  { step: "added", kind: "exercise", seed: "a key that is null", where: ["cell:null-key"], check: check("null-key") },
  {
    step: "added",
    kind: "exercise",
    seed: "station_id is in the file and in the folder: one table over all, a second with a key of its own name",
    where: ["cell:partitioned-table"],
    check: check("partitioned-table"),
  },
];
