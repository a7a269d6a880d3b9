import type { SeedItem } from "../../seed-item";

export const introduction: readonly SeedItem[] = [
  { step: "intro", kind: "step", seed: "the lab has two parts; what is done in each", where: ["cell:welcome"] },
  {
    step: "intro",
    kind: "step",
    seed: "copy the solution from a bucket with `aws s3 cp --recursive s3://…-solution/ ./`",
    where: ["cell:how-it-works"],
    text: "aws s3 cp --recursive s3://de-c2w2lab1-000000000000-solution/ ./",
  },
  {
    step: "intro",
    kind: "name",
    seed: "src/etl/consumer_Solution",
    where: ["cell:how-it-works"],
    text: "src/etl/consumer_Solution.ts",
  },
  { step: "intro", kind: "step", seed: "table of contents", where: ["cell:welcome"], text: "**Contents**" },
  {
    step: "intro",
    kind: "step",
    seed: "recommendations from online activity; here simple transformations instead",
    where: ["cell:introduction"],
    differs: "It stands on its own: the earlier lab that the seed refers to is not part of this course.",
  },
];
