import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { findFreePort } from "../../scripts/start/ports";
import type { Run } from "../../bench/bench";
import { createClients } from "../../bench/clients";
import { installJava } from "../../bench/install";
import { createLabCloud, start } from "../../bench/servers";

/** A folder beside this file, with a `pom.xml`; and its Java program, which needs the pom's jars. */
const PROGRAMS = {
  Consumer: "client-library",
  LeaseTables: "lease-tables",
  Producer: "producer-library",
  SparkJob: "spark",
};
/** The maximum number of ms that a program may take to the next awaited line. */
const MAX_MS = 180_000;

/** A running Java program. */
export interface JavaProgram {
  /** The lines that it has printed so far. */
  readonly lines: readonly string[];
  /** Waits until `isSo` holds for its lines. @throws Error if the program ends before, or takes too long */
  waitForLines(subject: string, isSo: (lines: readonly string[]) => boolean): Promise<void>;
  /** Closes its standard input, which ends each program here, and waits. @throws Error if the exit status is not 0 */
  end(): Promise<void>;
}

/** The place where a client runs: a fresh cloud, and empty lease tables. */
export interface Workplace {
  readonly endpoint: string;
  readonly kinesis: Kinesis;
  readonly cloudWatch: CloudWatch;
  readonly s3: S3;
  /** For clients that speak TLS alone: the cloud's TLS port, and the certificate to trust. */
  readonly tls: { readonly port: number; readonly certificateFile: string };
  /** An empty folder, which is the clients' home. */
  readonly home: string;
  /** Starts a Java program in the environment that a user of the clients sets. @param flags of the JVM */
  startProgram(name: keyof typeof PROGRAMS, args: readonly string[], flags?: readonly string[]): JavaProgram;
}

/** Starts a lab cloud, and lease tables beside it. */
export async function createWorkplace(run: Run): Promise<Workplace> {
  const [home, data] = [run.createFolder(), run.createFolder()];
  const port = await findFreePort();
  const { endpoint } = await start(run, await createLabCloud(data, ["--tls-port", String(port)]));
  const native = `-Dsqlite4java.library.path=${join(getFolder(run, "LeaseTables"), "lib")}`;
  const tables = startJava(run, "LeaseTables", { args: [], flags: [native], env: {} });
  await tables.waitForLines("the address of the lease tables", (lines) => lines.length > 0);
  // The variables that a user of the clients sets, and none of this machine's others.
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: tables.lines[0],
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return {
    endpoint,
    ...createClients({ kinesis: Kinesis, cloudWatch: CloudWatch, s3: S3 }, { endpoint }),
    tls: { port, certificateFile: join(data, "certificate.pem") },
    home,
    startProgram: (name, args, flags = []) => startJava(run, name, { args, flags, env }),
  };
}

const getFolder = ({ root }: Run, name: keyof typeof PROGRAMS): string =>
  join(root, ".labs", "java-clients", PROGRAMS[name]);

function startJava(
  run: Run,
  name: keyof typeof PROGRAMS,
  { args, flags, env }: { args: readonly string[]; flags: readonly string[]; env: NodeJS.ProcessEnv },
): JavaProgram {
  const classPath = installJava(getFolder(run, name), join(import.meta.dirname, PROGRAMS[name]), [name]);
  const command = [...flags, "-cp", classPath, name, ...args];
  const child = spawn("java", command, { env: { PATH: process.env["PATH"], ...env }, stdio: "pipe" });
  run.onEnd(() => child.kill("SIGKILL"));
  const [lines, messages]: [string[], string[]] = [[], []];
  createInterface(child.stdout).on("line", (line) => lines.push(line));
  createInterface(child.stderr).on("line", (line) => {
    if (process.env["JAVA_CLIENTS_LOG"] !== undefined) console.error(line);
    if (!line.includes(" INFO ")) messages.push(line);
  });
  const waitFor = async (subject: string, isSo: () => boolean): Promise<void> => {
    const deadline = performance.now() + MAX_MS;
    for (; !isSo(); await pause(50)) {
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      if (hasEnded || performance.now() > deadline)
        throw new Error(`${name}: no ${subject}; its status is ${child.exitCode}: ${messages.slice(-12).join("\n")}`);
    }
  };
  return {
    lines,
    waitForLines: (subject, isSo) => waitFor(subject, () => isSo(lines)),
    end() {
      child.stdin.end();
      return waitFor("end with status 0", () => child.exitCode === 0);
    },
  };
}
