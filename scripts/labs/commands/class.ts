import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { describeClass } from "../class/describe-class";
import { readReports } from "../class/read-reports";
import { receiveReports } from "../class/receive-reports";
import { declareCommand, Failure, UsageError, type CommandIo } from "../command";

export const classCommand = declareCommand({
  usage: "labs class <folder> [--listen PORT]",
  does: "Show the progress that learners share: who is stuck, and for how long.",
  args: ["<folder>"],
  options: {
    listen: {
      type: "string",
      value: "PORT",
      help: "receive reports on this port and write them into the folder, until Ctrl-C",
    },
  },
  async run({ listen }, io, [named = ""]) {
    const folder = resolve(io.cwd, named);
    if (listen !== undefined) {
      await receive(folder, { port: parsePort(listen), io });
      return;
    }
    const { reports, unreadable } = read(folder);
    describeClass(reports, Date.now()).forEach((line) => {
      io.printResult(line);
    });
    if (reports.length === 0)
      io.printResult(`No one has shared anything yet. Learners run \`npx labs share ${folder}\`.`);
    if (unreadable.length > 0) io.printError(`Ignored, because these are not reports: ${unreadable.join(", ")}.`);
  },
});

function read(folder: string): ReturnType<typeof readReports> {
  try {
    return readReports(folder);
  } catch (error) {
    throw new Failure(`${folder} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError(`"${text}" is not a port.`);
  return Number(text);
}

async function receive(folder: string, { port, io }: { readonly port: number; readonly io: CommandIo }): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await receiveReports(folder, port).catch((error: Error) => {
    throw new Failure(`Port ${port} cannot be used: ${error.message}`, { cause: error });
  });
  io.printResult(`Learners run: npx labs share ${server.address}`);
  io.printResult(`To see their progress: npx labs class ${folder}`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
}
