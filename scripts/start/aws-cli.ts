import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyPlugin } from "../setup/venv.mjs";
import { isPresent } from "../../grader/core/ignore-missing";

const PLUGIN = "labs_endpoint";
const HEADING = "[plugins]";

/**
 * Makes the labs' own AWS configuration, so that the learner's profiles stay unchanged. It names the AWS CLI's plugin
 * that leads `aws sqs` to the lab cloud.
 *
 * @param root the project's folder, with an installed `.venv`
 */
export function setUpAwsCli(root: string): void {
  const folder = join(root, ".labs", "aws");
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "config");
  const known = isPresent(config) ? readFileSync(config, "utf8") : "";
  // Settings that a learner made with `aws configure` stay.
  if (!known.includes(HEADING)) writeFileSync(config, `${HEADING}\n${PLUGIN} = ${PLUGIN}\n${known}`, { mode: 0o600 });
  writeFileSync(join(folder, "credentials"), "", { flag: "a", mode: 0o600 });
  copyPlugin(root);
}
