import { isCut, isUpload, replaceBlobs, type ApiCall } from "./blobs";

/** The CLI's names of services that differ from the service's. */
const COMMANDS: Readonly<Record<string, string>> = { s3: "s3api" };
/** Operations whose output the CLI writes into a file. */
const WRITES_FILE = new Set(["s3.GetObject", "lambda.Invoke"]);

/** The call as a command of the AWS CLI, version 1, which the labs use. */
export function toCli(entry: ApiCall): string {
  const { service, operation } = entry;
  const id = `${service}.${operation}`;
  const input = replaceBlobs(entry, ({ base64, text }) => text ?? base64) as Record<string, unknown> | undefined;
  const options = Object.entries(input ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const flag = toOptionName(name);
    if (typeof value === "boolean") return [`--${value ? "" : "no-"}${flag}`];
    return [`--${flag} ${quoteName(typeof value === "string" ? value : JSON.stringify(value))}`];
  });
  if (isUpload(entry)) options.push("--body ./file");
  if (WRITES_FILE.has(id)) options.push("./answer");
  const command = [`aws ${COMMANDS[service] ?? service} ${toOptionName(operation)}`, ...options].join(" \\\n  ");
  return isCut(entry) ? `# Long values are shortened here: replace each … with your own.\n${command}` : command;
}

/** `StreamARN` → `stream-arn`, as botocore's `xform_name` does. */
const toOptionName = (name: string): string =>
  name
    .replace(/([A-Z]{2,})s$/, (_whole, letters: string) => `-${letters.toLowerCase()}s`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/-+/g, "-")
    .replace(/^-/, "")
    .toLowerCase();

/** A text quoted for a POSIX shell: between single quotes no character is special. */
const quoteName = (text: string): string =>
  /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
