import type { SeedItem } from "../../seed-item";
import { check } from "./places";

export const introduction: readonly SeedItem[] = [
  {
    step: "000 intro",
    kind: "step",
    seed: "a network of gas stations ships fuel as tanks get close to being empty",
    where: ["cell:welcome"],
  },
  {
    step: "001 intro",
    kind: "step",
    seed: "data is asked by hand every morning, and a queue of requests",
    where: ["cell:welcome", "cell:part-9"],
  },
  {
    step: "001 intro",
    kind: "exercise",
    seed: "now automatically, from once per day to once per minute",
    where: ["cell:schedule"],
    text: "rate(1 minute)",
    check: check("schedule"),
    differs: "The seed has no schedule. Here, learners create it, with a dead-letter queue.",
  },
  {
    step: "001 intro",
    kind: "step",
    seed: "a picture of the architecture",
    where: ["cell:welcome"],
    text: "```mermaid",
    differs: "And one that is drawn from the account's state, cell given.",
  },
];
