import { AwsFault } from "../../../core/faults";
import { evaluate } from "../template/evaluate";
import { textOf } from "../template/functions/text";
import type { Json } from "../template/json";
import { NO_VALUE } from "../template/scope";
import type { Plan } from "./plan";
import { resolverOf } from "./resolver";
import type { DeploymentContext } from "./deployment-context";
import type { StoredOutput, StoredStack } from "./stored";

/** The values of a stack's outputs when its resources exist; or the reason of the failure. */
export function outputsOf(
  deployment: DeploymentContext,
  stack: StoredStack,
  plan: Plan,
): readonly StoredOutput[] | string {
  try {
    const outputs = evaluated(deployment, stack, plan);
    const taken = outputs
      .map(({ exportName }) => exportName)
      .find((name) => name !== undefined && otherExporter(deployment, stack, name) !== undefined);
    if (taken !== undefined)
      return `Export with name ${taken} is already exported by stack ${otherExporter(deployment, stack, taken) ?? ""}.`;
    return brokenExport(deployment, stack, outputs) ?? outputs;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

/** Why an update must not remove or change an export that other stacks import. */
function brokenExport(
  deployment: DeploymentContext,
  stack: StoredStack,
  outputs: readonly StoredOutput[],
): string | undefined {
  for (const { exportName, value } of stack.outputs) {
    const users = exportName === undefined ? [] : importersOf(deployment, exportName);
    const now = outputs.find((one) => one.exportName === exportName);
    if (users.length === 0 || now?.value === value) continue;
    const [done, verb] = now === undefined ? ["Delete", "delete"] : ["Update", "update"];
    return `${done} canceled. Cannot ${verb} export ${exportName} as it is in use by ${users.join(" and ")}.`;
  }
  return undefined;
}

function evaluated(
  deployment: DeploymentContext,
  stack: StoredStack,
  { template, scope }: Plan,
): readonly StoredOutput[] {
  const known = scope(resolverOf(deployment, stack, "Outputs"));
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

const otherExporter = (deployment: DeploymentContext, { id }: StoredStack, name: string): string | undefined =>
  deployment.stacks
    .all()
    .find(
      (other) =>
        other.id !== id &&
        other.status !== "DELETE_COMPLETE" &&
        other.outputs.some(({ exportName }) => exportName === name),
    )?.name;

/** The names of the stacks that import an export. */
export const importersOf = (deployment: DeploymentContext, exportName: string): readonly string[] =>
  deployment.stacks
    .all()
    .filter(({ status, imports }) => status !== "DELETE_COMPLETE" && imports.includes(exportName))
    .map(({ name }) => name);
