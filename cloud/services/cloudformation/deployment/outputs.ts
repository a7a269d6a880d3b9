import { AwsFault } from "../../../core/faults";
import { evaluate } from "../template/evaluate";
import { textOf } from "../template/functions/text";
import type { Json } from "../template/json";
import { NO_VALUE } from "../template/scope";
import type { Plan } from "./plan";
import { resolverOf } from "./resolver";
import type { Site } from "./site";
import type { StoredOutput, StoredStack } from "./stored";

/** A stack's outputs, now that its resources are there; or what is wrong with them. */
export function outputsOf(site: Site, stack: StoredStack, plan: Plan): readonly StoredOutput[] | string {
  try {
    const outputs = evaluated(site, stack, plan);
    const taken = outputs
      .map(({ exportName }) => exportName)
      .find((name) => name !== undefined && otherExporter(site, stack, name) !== undefined);
    if (taken !== undefined)
      return `Export with name ${taken} is already exported by stack ${otherExporter(site, stack, taken) ?? ""}.`;
    return brokenExport(site, stack, outputs) ?? outputs;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

/** Why an update may not take away or change what other stacks import. */
function brokenExport(site: Site, stack: StoredStack, outputs: readonly StoredOutput[]): string | undefined {
  for (const { exportName, value } of stack.outputs) {
    const users = exportName === undefined ? [] : importersOf(site, exportName);
    const now = outputs.find((one) => one.exportName === exportName);
    if (users.length === 0 || now?.value === value) continue;
    const [done, verb] = now === undefined ? ["Delete", "delete"] : ["Update", "update"];
    return `${done} canceled. Cannot ${verb} export ${exportName} as it is in use by ${users.join(" and ")}.`;
  }
  return undefined;
}

function evaluated(site: Site, stack: StoredStack, { template, scope }: Plan): readonly StoredOutput[] {
  const known = scope(resolverOf(site, stack, "Outputs"));
  return Object.entries(template.outputs)
    .filter(([, { condition }]) => condition === undefined || known.condition(condition))
    .flatMap(([key, output]) => {
      const value: Json = evaluate(output.value, known);
      if (value === NO_VALUE) return [];
      const exportName = output.exportName === undefined ? undefined : textOf(evaluate(output.exportName, known));
      const text = textOf(value);
      if (text === undefined)
        throw new AwsFault(
          "ValidationError",
          `Template format error: The Value field of every Outputs member must evaluate to a String.`,
        );
      return [{ key, value: text, description: output.description, exportName }];
    });
}

const otherExporter = (site: Site, { id }: StoredStack, name: string): string | undefined =>
  site.stacks
    .all()
    .find(
      (other) =>
        other.id !== id &&
        other.status !== "DELETE_COMPLETE" &&
        other.outputs.some(({ exportName }) => exportName === name),
    )?.name;

/** The stacks that use an export, by name. */
export const importersOf = (site: Site, exportName: string): readonly string[] =>
  site.stacks
    .all()
    .filter(({ status, imports }) => status !== "DELETE_COMPLETE" && imports.includes(exportName))
    .map(({ name }) => name);
