import type { SeedItem } from "../../seed-item";

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
    where: ["cell:welcome", "cell:trucks-on-aws"],
  },
  {
    step: "001 intro",
    kind: "step",
    status: "mentioned",
    seed: "now automatically",
    where: ["cell:trucks-on-aws"],
    text: "EventBridge",
    differs: "Learners invoke the functions. One sentence says what would invoke them each minute.",
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
