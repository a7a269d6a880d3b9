import type { Rule } from "./lines";
import { waitUntil, type Stage } from "./stage";

/** How many items of output are enough: some windows write five a minute. */
const FEW = 5;

/** What an application writes to one place. */
export interface Output {
  readonly place: string;
  readonly read: (stage: Stage) => Promise<readonly string[]>;
  readonly isRight: Rule;
  /** How many items are enough. */
  readonly few: number;
}

/** The records of a stream. */
export const expectStream = (stream: string, isRight: Rule, few = FEW): Output => ({
  ...{ place: stream, few, isRight },
  read: (stage) => stage.readRecords(stream),
});

/** The texts in the objects below a prefix. */
const expectObjects = (
  place: string,
  { split, ...rule }: Pick<Output, "isRight" | "few"> & { readonly split: (text: string) => readonly string[] },
): Output => ({
  ...{ place, ...rule },
  read: async (stage) => (await stage.readObjects(place)).flatMap(({ bytes }) => split(bytes.toString())),
});

/**
 * The lines of objects below a prefix. A sink writes rows of a file that isn't complete yet into an object whose name
 * begins with `_part` and ends with `_tmp_` and a number.
 */
export const expectLines = (prefix: string, isRight: Rule): Output =>
  expectObjects(prefix, { isRight, few: FEW, split: (text) => text.split("\n").slice(0, -1) });

/** The JSON texts of delivered objects, which Firehose joins without a separator. */
export const expectDelivery = (isRight: Rule): Output =>
  expectObjects("delivered/", { isRight, few: 10, split: (text) => text.replaceAll("}{", "}\n{").split("\n") });

/** The bytes, as Latin-1, of the complete files below a prefix: other keys end differently. */
export const expectFiles = (place: string, ending: string, isRight: Rule): Output => {
  const key = new RegExp(String.raw`/year=\d{4}/month=\d\d/day=\d\d/hour=\d\d/part-[\w-]+\.${ending}$`);
  const read = async (stage: Stage): Promise<readonly string[]> =>
    (await stage.readObjects(place)).flatMap((file) => (key.test(file.key) ? [file.bytes.toString("latin1")] : []));
  return { place, few: 1, isRight, read };
};

/**
 * Waits until an output has a few items.
 *
 * @param feed what is done before each look
 * @throws Error with the first item that breaks the rule, or if too few come
 */
export async function demandOutput(
  stage: Stage,
  { place, read, isRight, few }: Output,
  feed?: () => Promise<unknown>,
): Promise<void> {
  await waitUntil(`${place} has less than ${few} records, lines or files`, async () => {
    await feed?.();
    return (await read(stage)).length >= few;
  });
  const wrong = (await read(stage)).find((item) => !isRight(item));
  if (wrong !== undefined) throw new Error(`${place} has ${wrong.slice(0, 200)}`);
}
