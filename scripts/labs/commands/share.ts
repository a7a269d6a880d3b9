import { randomBytes } from "node:crypto";
import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { declareCommand, Failure, UsageError, type CommandIo } from "../command";
import { isAddress, readSharing, stopSharing, writeSharing } from "../progress/share-progress";

const MAX_NAME_LENGTH = 60;
const CONTENT =
  "which exercises are open, tried or right, and since when; how many hints you used; and the name above. Your code, answers and output are never shared.";

export const share = declareCommand({
  usage: "labs share [folder or address] [--as NAME] [--stop]",
  does: "Share your progress with your instructor after each check, until you stop it.",
  args: ["[folder or address]"],
  options: {
    as: { type: "string", value: "NAME", help: "the name your instructor sees (default: a random pseudonym)" },
    stop: { type: "boolean", help: "share nothing from now on, and remove your reports from the folder" },
  },
  run({ as, stop }, io, [to]) {
    if (stop === true) {
      if (to !== undefined || as !== undefined) throw new UsageError("--stop can't be combined with other arguments.");
      stopSharing(io.root);
      io.printResult("Nothing is shared.");
    } else {
      if (to !== undefined) agree(to, as, io);
      else if (as !== undefined) throw new UsageError("Name the folder or address that your instructor gave you.");
      describeSharing(io);
    }
    return Promise.resolve();
  },
});

function agree(to: string, as: string | undefined, { root, cwd }: CommandIo): void {
  const before = readSharing(root);
  const key = before?.key ?? randomBytes(8).toString("hex");
  const learner = as === undefined ? (before?.learner ?? `learner-${key.slice(0, 4)}`) : checkName(as);
  const target = isAddress(to) ? checkAddress(to) : checkFolder(resolve(cwd, to));
  if (before !== undefined && before.to !== target) stopSharing(root);
  writeSharing(root, { to: target, learner, key, labs: before?.labs ?? {} });
}

function describeSharing({ root, printResult }: CommandIo): void {
  const sharing = readSharing(root);
  if (sharing === undefined) {
    printResult("Nothing is shared. To share your progress: `npx labs share <folder or address>`.");
    return;
  }
  printResult(`After each check, this is shared as "${sharing.learner}" with ${sharing.to}:`);
  printResult(CONTENT);
  printResult("To stop it: `npx labs share --stop`.");
}

function checkName(name: string): string {
  const text = name.trim();
  if (text === "" || text.length > MAX_NAME_LENGTH || /\p{C}/u.test(text))
    throw new UsageError(`A name must have 1 to ${MAX_NAME_LENGTH} characters.`);
  return text;
}

function checkAddress(address: string): string {
  if (!URL.canParse(address)) throw new UsageError(`${address} is not an address.`);
  return new URL(address).href;
}

/** @throws Failure if there is no such folder, or if this user cannot write to it */
function checkFolder(folder: string): string {
  try {
    if (!statSync(folder).isDirectory()) throw new Failure(`${folder} is not a folder.`);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`You cannot write to ${folder}, or it does not exist. Ask your instructor for the folder.`, {
      cause: error,
    });
  }
}
