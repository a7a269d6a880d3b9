import { FlinkFailure } from "../../../cloud/flink/engine";
import { memoryProblem } from "../../../cloud/flink/free-memory";
import { findJava, javaAdvice } from "../../../cloud/flink/java";
import {
  FlinkSetupFailure,
  flinkFolder,
  installedFlink,
  installFlink,
  wantedVersion,
} from "../../setup/flink/install-flink";
import { command, Failure } from "../command";

export const flink = command({
  usage: "labs flink [--again]",
  does: `Set up Apache Flink ${wantedVersion()} in .labs/flink. Needs the network once, Java 17 or 11, and Maven; afterwards the lab cloud starts it when it is first used.`,
  options: { again: { type: "boolean", help: "set it up again, even if it is there" } },
  async run({ again }, io) {
    const there = installedFlink(io.root);
    if (there !== undefined && again !== true) {
      io.out(`Apache Flink ${there.version} is set up, on Java ${there.javaVersion}. There is nothing to do.`);
      return;
    }
    const { java, found } = await findJava();
    if (java === undefined) throw new Failure(javaAdvice(found));
    const problem = memoryProblem();
    if (problem !== undefined) throw new Failure(problem);
    io.out(
      `Setting up Apache Flink ${wantedVersion()} on Java ${java.major} (${java.path}). This needs the network once.`,
    );
    const began = Date.now();
    try {
      const { version } = await installFlink(io.root, java);
      io.out(
        `Apache Flink ${version} is set up in ${flinkFolder(io.root)} after ${Math.round((Date.now() - began) / 1000)} s. From now on it works without a network.`,
      );
    } catch (error) {
      if (error instanceof FlinkSetupFailure || error instanceof FlinkFailure)
        throw new Failure(error.message, { cause: error });
      throw error;
    }
  },
});
