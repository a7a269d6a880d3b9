// Fails if the lab cloud has an operation that no test has called. Arguments: the module of the cloud's services, and
// the file with the operations that were called, one a line.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The SDK has no command for these: browsers send them. */
const WITHOUT_COMMAND = new Set(["PostObject"]);

const [, , module = "", file = ""] = process.argv;
const called = new Set(readFileSync(file, "utf8").split("\n"));
/** @type {{ services: readonly import("../../cloud/services/framework/create-service").EmulatedService[] }} */
const { services } = await import(pathToFileURL(module).href);

const uncalled = services.flatMap(({ name: service, operations }) =>
  Object.values(operations).flatMap((entry) => {
    if (entry.kind !== "operation" || WITHOUT_COMMAND.has(entry.name)) return [];
    return called.has(`${entry.schema[1]} ${entry.name}`) ? [] : [`  ${service} ${entry.name}`];
  }),
);
if (uncalled.length > 0) {
  console.log(
    [
      "The lab cloud emulates these operations, and no test in cloud/ has called them:",
      ...uncalled,
      "Write a test that calls the operation through the SDK, and expects an answer or a fault. A call counts if the test passes",
      "and runs on every machine, without `skipIf`.",
    ].join("\n"),
  );
  process.exitCode = 1;
}
