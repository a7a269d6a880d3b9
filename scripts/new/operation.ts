import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isPresent } from "../../grader/core/ignore-missing";
import { declareCommand, Failure, UsageError } from "../labs/command";
import { findNearestWord } from "../../foundation/edit-distance";
import { applyChanges, type Change } from "./changes";
import { toCamelCase, toKebabCase } from "./names";

export const operation = declareCommand({
  usage: "npm run new operation <service> <Operation>",
  does: "Start an AWS operation of the lab cloud: its file, its test, its line in the service's table.",
  args: ["<service>", "<Operation>"],
  options: {},
  async run(_options, { root, printResult }, [service = "", name = ""]) {
    const folder = `cloud/services/${service}`;
    if (!/^[\w-]+$/.test(service) || !isPresent(join(root, folder, "service.ts")))
      throw new UsageError(`The lab cloud has no service "${service}".`);
    const client = await findClient(join(root, folder, "service.ts"));
    const changes = await createChanges(
      { folder, service, name, client, members: await listMembers(client, name) },
      root,
    );
    await applyChanges(root, changes);
    changes.forEach(({ path }) => {
      printResult(path);
    });
    printResult(
      "Now decide each member (required, optional or refused), write the handler, and say in the test what AWS answers. `npm run format` lays it out.",
    );
  },
});

interface NewOperation {
  readonly folder: string;
  readonly service: string;
  readonly name: string;
  readonly client: string;
  readonly members: readonly string[];
}

/** The SDK package whose types the service's table uses. */
async function findClient(index: string): Promise<string> {
  const client = /import type \* as sdk from "(@aws-sdk\/client-[\w-]+)"/.exec(await readFile(index, "utf8"))?.[1];
  if (client === undefined)
    throw new Failure(`${index} imports no SDK client as \`sdk\`, so its operations are unknown.`);
  return client;
}

/** The members of the operation's input, from the SDK's own schema: `[9, namespace, name, traits, input, output]`. */
async function listMembers(client: string, name: string): Promise<readonly string[]> {
  const sdk: Record<string, unknown> = await import(client);
  const schema = sdk[`${name}$`];
  if (!Array.isArray(schema) || schema[0] !== 9) {
    const close = findNearestWord(
      name,
      Object.keys(sdk)
        .filter((key) => key.endsWith("Command"))
        .map((key) => key.slice(0, -"Command".length)),
    );
    throw new UsageError(`${client} has no operation ${name}.${close === undefined ? "" : ` Did you mean ${close}?`}`);
  }
  const input: unknown = typeof schema[4] === "function" ? schema[4]() : schema[4];
  return Array.isArray(input) && Array.isArray(input[4]) ? input[4].map(String) : [];
}

async function createChanges(draft: NewOperation, root: string): Promise<Change[]> {
  const { folder, name } = draft;
  const file = toKebabCase(name);
  const notEmulated = `${folder}/api/not-emulated.ts`;
  // Where a service itself needs the names in its table, the table is declared outside the service, with less
  // indentation.
  const [indentation = ""] =
    /^ +(?=[A-Z]\w+: \w+,$)/m.exec(await readFile(join(root, folder, "service.ts"), "utf8")) ?? [];
  // The entry of an operation that was not emulated: in Lambda with its route; in S3 with its schema, which is
  // imported.
  const refusedBefore = new RegExp(String.raw`^ +(?:${name}\$|${name}:\s+(?:".*"|createNotEmulated\(.*\))),\n`, "gm");
  const isNotEmulated =
    isPresent(join(root, notEmulated)) && refusedBefore.test(await readFile(join(root, notEmulated), "utf8"));
  return [
    { kind: "create", path: `${folder}/api/${file}.ts`, text: createSource(draft) },
    { kind: "create", path: `${folder}/api/${file}.test.ts`, text: createTest(draft) },
    {
      kind: "insert",
      path: `${folder}/service.ts`,
      after: /^(?:import \{.*)?\} from "\.\/api\//,
      line: `import { ${toCamelCase(file)} } from "./api/${file}";`,
    },
    {
      kind: "insert",
      path: `${folder}/service.ts`,
      sorted: true,
      after: /^ {2,4}[A-Z]\w+: \w+,$/,
      line: `${indentation}${name}: ${toCamelCase(file)},`,
    },
    ...(isNotEmulated ? [{ kind: "remove", path: notEmulated, what: refusedBefore } as const] : []),
  ];
}

function createSource({ name, client, members }: NewOperation): string {
  return `import { ${name}$, type ${name}CommandInput, type ${name}CommandOutput } from "${client}";
import { refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";

const members = {
${members.map((member) => `  ${member}: refused(),`).join("\n")}
} satisfies Members<${name}CommandInput>;

export const ${toCamelCase(toKebabCase(name))} = operation(${name}$, members, (_cloud, _request): Omit<${name}CommandOutput, "$metadata"> => {
  throw new Error("${name} is not written yet");
});
`;
}

/** A test that fails until it is written. It makes no call yet, since the input differs from operation to operation. */
function createTest({ service, name }: NewOperation): string {
  return `import { expect } from "chai";

describe("${service} ${name}", () => {
  it("answers as AWS does", () => {
    expect.fail("Call ${name} by the SDK on a cloud of \`useCloud\`, and say what AWS answers and where that is written.");
  });
});
`;
}
