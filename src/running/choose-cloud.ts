import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findProjectRoot } from "./project-root";

/** Whether it is said which cloud is meant: AWS or the lab cloud by LABS_TARGET, or any by its address. */
const isCloudChosen = (env: NodeJS.ProcessEnv = process.env): boolean =>
  Boolean(env["LABS_TARGET"] || env["AWS_ENDPOINT_URL"]);

/**
 * Refuses the first call of a program without a chosen cloud: it would go to an account that nobody agreed to use.
 *
 * @param program what the learner starts again, such as `this kernel`
 * @throws Error in one line
 */
export function refuseUnchosen(program: string): void {
  if (isCloudChosen()) return;
  throw new Error(
    `No cloud is chosen, and AWS was not called. Run \`npm start\` in the course's folder, then restart ${program}. ` +
      `For your own AWS account, set LABS_TARGET=aws where ${program} is started.`,
  );
}

/**
 * Makes a program that `npm start` has not started, such as a kernel of VS Code, use the cloud that `npm start` runs in
 * the same folder. Does nothing if a cloud is chosen already, or if `npm start` does not run there.
 *
 * @param root the course's folder, if it is not the one of this process
 */
export function joinSession(env: NodeJS.ProcessEnv = process.env, root?: string): void {
  if (isCloudChosen(env)) return;
  const session = readSession(root);
  if (session === undefined) return;
  const { LABS_TARGET } = session;
  // The learner's own keys and profile are for AWS alone.
  if (LABS_TARGET !== "aws")
    for (const name of Object.keys(env)) if (name.startsWith("AWS_")) Reflect.deleteProperty(env, name);
  for (const [name, value] of Object.entries(session))
    if (/^(AWS_|LABS_|RANDOM_USER_API$)/.test(name)) env[name] = value;
  // The AWS command line would ask a proxy for this machine's own address.
  for (const name of ["NO_PROXY", "no_proxy"]) env[name] = [env[name], "127.0.0.1"].filter(Boolean).join(",");
}

/** The variables of the running session; undefined if none runs. */
function readSession(root?: string): Readonly<Record<string, string>> | undefined {
  try {
    const text = readFileSync(join(root ?? findProjectRoot(), ".labs", "session.json"), "utf8");
    // The border: `npm start` has written the file.
    const session = JSON.parse(text) as { pid: number; environment: Record<string, string> };
    process.kill(session.pid, 0);
    return isCloudChosen(session.environment) ? session.environment : undefined;
  } catch {
    return undefined; // there is no such file, or no such process, or this is not in the course's folder
  }
}
