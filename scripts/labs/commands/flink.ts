import { FlinkFailure } from "../../../cloud/flink/engine";
import { findMemoryProblem } from "../../../cloud/flink/free-memory";
import { findJava, adviseOnJava } from "../../../cloud/flink/java";
import {
  FlinkSetupFailure,
  getFlinkFolder,
  findInstalledFlink,
  installFlink,
  getWantedVersion,
} from "../../setup/flink/install-flink";
import { declareCommand, Failure } from "../command";

export const flink = declareCommand({
  usage: "labs flink [--again]",
  does: `Set up Apache Flink ${getWantedVersion()} in .labs/flink. Needs the network once, Java 17 or 11, and Maven. The lab cloud then starts it on first use.`,
  options: { again: { type: "boolean", help: "set it up again, even if it is already there" } },
  async run({ again }, io) {
    const there = findInstalledFlink(io.root);
    if (there !== undefined && again !== true) {
      io.printResult(`Apache Flink ${there.version} is set up, on Java ${there.javaVersion}. There is nothing to do.`);
      return;
    }
    const { java, found } = await findJava();
    if (java === undefined) throw new Failure(adviseOnJava(found));
    const problem = findMemoryProblem();
    if (problem !== undefined) throw new Failure(problem);
    io.printResult(
      `Setting up Apache Flink ${getWantedVersion()} on Java ${java.major} (${java.path}). This needs the network once.`,
    );
    const began = Date.now();
    try {
      const { version } = await installFlink(io.root, java);
      io.printResult(
        `Apache Flink ${version} is set up in ${getFlinkFolder(io.root)} after ${Math.round((Date.now() - began) / 1000)} s. From now on it works without a network.`,
      );
    } catch (error) {
      if (error instanceof FlinkSetupFailure || error instanceof FlinkFailure)
        throw new Failure(error.message, { cause: error });
      throw error;
    }
  },
});
