import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { installJava } from "../bench/install";
import { judgeOutcome, REFUSED, useJudgedCloud, type Judge, type JudgedCase } from "./judge";

/** The secret of the suite's clients. */
const SECRET = "bar";
/** The region in which the suite's authors ran it on AWS, as one of its tests expects. */
const REGION = "eu-west-1";
const SECONDS_PER_TEST = 60;
const PACKAGE = "com.adobe.testing.s3mock.its";

/** The suite's tests, and the parts of S3Mock that they import. */
const SOURCES = [
  "integration-tests/src/test/kotlin",
  "server/src/main/kotlin/com/adobe/testing/s3mock/common",
  "server/src/main/kotlin/com/adobe/testing/s3mock/s3/dto",
  "server/src/main/kotlin/com/adobe/testing/s3mock/s3/model",
  "server/src/main/kotlin/com/adobe/testing/s3mock/s3/util",
  "server/src/main/kotlin/com/adobe/testing/s3mock/s3/S3Exception.kt",
  "testsupport/testcontainers/src/main/kotlin",
];

/** One test of the suite, as `RunTests.java` reports it. */
interface JunitCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** The test's failure, or the reason for skipping it. */
  readonly text: string;
  /** The annotations of the test's method. */
  readonly annotations: readonly string[];
}

const judgeCase = ({ name, outcome, text, annotations }: JunitCase): JudgedCase =>
  judgeOutcome(
    { name, outcome, text },
    {
      always: [
        ["the suite says that AWS fails it", annotations.includes("S3VerifiedFailure")],
        ["the suite doesn't say that AWS passes it", !annotations.includes("S3VerifiedSuccess")],
        ["S3 Vectors, a service outside the lab cloud", name.startsWith("Vector")],
      ],
      failed: [
        ["the suite skips it", outcome === "skipped"],
        [REFUSED, /NotImplemented|\b501\b/.test(text)],
      ],
    },
  );

/** Compiles the suite's tests. @throws Error if they don't compile */
function compileTests(folder: string, libraries: readonly string[], classes: string): void {
  const options = ["-no-stdlib", "-no-reflect", "-nowarn", "-Xjsr305=strict", "-jvm-target", "17"];
  const args = ["org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", ...options, "-cp", libraries.join(delimiter)];
  const sources = SOURCES.map((source) => join(folder, source));
  const { status } = spawnSync("java", ["-cp", libraries.join(delimiter), ...args, "-d", classes, ...sources], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("The suite's tests don't compile.");
}

/** Runs the integration tests of S3Mock that their authors ran on AWS. */
export const s3mock: Judge = {
  name: "s3mock",
  title: "S3 by the integration tests of S3Mock that their authors ran on AWS too, with AWS's SDKs for Java and Kotlin",
  source: "adobe/S3Mock, `integration-tests` (Apache-2.0)",
  async run({ root, folder, seconds, endpoint: other }) {
    const environment = join(root, ".labs", "judges", "s3mock");
    const programs = installJava(environment, resolve("judges", "s3mock"), ["RunTests"]);
    const jars = join(environment, "lib");
    const libraries = readdirSync(jars).map((name) => join(jars, name));
    return useJudgedCloud({ keys: "any", secret: SECRET, region: REGION }, other, async ({ endpoint, temporary }) => {
      const [classes, results] = [join(temporary, "classes"), join(temporary, "results.jsonl")];
      compileTests(folder, libraries, classes);
      const args = [
        ...[`-Dit.s3mock.endpoint=${endpoint}`, `-Dit.s3mock.vectors.endpoint=${endpoint}`],
        ...[`-Dit.s3mock.region=${REGION}`, "-cp", [programs, classes].join(delimiter)],
        ...["RunTests", PACKAGE, results, String(SECONDS_PER_TEST)],
      ];
      const cwd = join(folder, "integration-tests");
      const limit = { timeout: seconds * 1_000, killSignal: "SIGKILL" } as const;
      const child = spawn("java", args, { cwd, ...limit, stdio: ["ignore", "ignore", "inherit"] });
      await once(child, "exit");
      if (child.signalCode !== null)
        throw new Error(`The tests took longer than ${seconds} s: give them more --seconds`);
      if (!existsSync(results)) throw new Error("No test ran.");
      const lines = readFileSync(results, "utf8").trim().split("\n");
      return lines.map((line) => judgeCase(JSON.parse(line) as JunitCase));
    });
  },
};
