import { join } from "node:path";
import { readLab, replaceRegionBodies } from "../../authoring/index";
import { readSkeleton } from "../merge/read-skeleton";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import type { SubmittedCell } from "../submission/read-notebook";

const ROOT = join(import.meta.dirname, "..", "..");

const readCourseLab = async (id: string): Promise<Skeleton> => readSkeleton(await readLab(ROOT, id));

/** The course's guided labs, in their order. */
export const skeletons = [
  await readCourseLab("01-streaming-ingestion"),
  await readCourseLab("02-fuel-network"),
  await readCourseLab("03-data-collection"),
  await readCourseLab("04-windowed-delivery"),
  await readCourseLab("05-resharding"),
] as const;

/** A text with the solution in its regions, as a learner may have written it. */
export const solveText = ({ lines, slots }: SkeletonText): string[] =>
  replaceRegionBodies(
    lines,
    slots.map(({ solution }) => solution),
  );

/** A cell of a lab as a learner hands it in, with these lines. */
export const createCell = ({ id, exercise }: SkeletonText, lines: readonly string[]): SubmittedCell => ({
  id,
  lines,
  ...(exercise === undefined ? {} : { exercise }),
});

/** The scripts of a lab as they are handed out, by path. */
export const createUnsolvedScripts = ({ scripts }: Skeleton): Map<string, string> =>
  new Map(scripts.map(({ id, lines }) => [id, lines.join("\n")]));
