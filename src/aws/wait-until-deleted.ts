import { waitUntil } from "../waiting/wait-until";

/** Something that a clean-up may have left, as `listResources` tells it. */
export interface LeftOver {
  readonly kind: string;
  readonly name: string;
  readonly status: "there" | "being deleted";
  readonly "delete it with": string;
}

/**
 * Waits until AWS has deleted all that is being deleted.
 *
 * What nobody has asked AWS to delete is told at once, with the line that deletes it: no waiting helps there.
 *
 * @param left what is there now
 * @returns    what is there to stay; empty if all is gone
 * @throws Error if AWS has not deleted it in time, with the names
 */
export async function waitUntilDeleted(
  left: () => Promise<LeftOver[]>,
  { timeoutSeconds = 300 }: { timeoutSeconds?: number } = {},
): Promise<LeftOver[]> {
  const forgotten = (await left()).filter(({ status }) => status === "there");
  if (forgotten.length > 0)
    console.log(
      ["AWS is not deleting these. To delete them, run these lines in a new cell:", ...forgotten.map(lineOf)].join(
        "\n",
      ),
    );
  let last: LeftOver[] = [];
  try {
    await waitUntil({
      what: "AWS to have deleted the rest",
      timeoutSeconds,
      check: async () => {
        last = (await left()).filter(({ status }) => status === "being deleted");
        return last.length === 0;
      },
    });
  } catch (error) {
    if (last.length === 0) throw error;
    throw new Error(
      [
        error instanceof Error ? error.message : String(error),
        "Still there:",
        ...last.map(lineOf),
        "Run this cell again in a minute. If they are still there then, run the lines above in a new cell.",
      ].join("\n"),
      { cause: error },
    );
  }
  return await left();
}

const lineOf = ({ kind, name, "delete it with": line }: LeftOver): string => `  ${kind} ${name}: ${line}`;
