import { AwsFault } from "../../../../core/faults";
import { evaluate } from "../template/evaluate";
import { formatScalar } from "../template/text";
import type { Json } from "../properties/json";
import { NO_VALUE } from "../template/scope";
import type { Plan } from "./plan";
import type { DeploymentContext } from "./deployment-context";
import type { StoredOutput, StoredStack } from "./stored";
import { createResolver } from "./retry";

/** The values of a stack's outputs when its resources exist; or the reason of the failure. */
export function evaluateOutputs(
  deployment: DeploymentContext,
  stack: StoredStack,
  plan: Plan,
): readonly StoredOutput[] | string {
  try {
    const outputs = evaluateAll(deployment, stack, plan);
    const taken = outputs
      .map(({ exportName }) => exportName)
      .find((name) => name !== undefined && findOtherExporter(deployment, stack, name) !== undefined);
    if (taken !== undefined)
      return `Export with name ${taken} is already exported by stack ${findOtherExporter(deployment, stack, taken) ?? ""}.`;
    return findBrokenExport(deployment, stack, outputs) ?? outputs;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

/** Why an update must not remove or change an export that other stacks import. */
function findBrokenExport(
  deployment: DeploymentContext,
  stack: StoredStack,
  outputs: readonly StoredOutput[],
): string | undefined {
  for (const { exportName, value } of stack.outputs) {
    const users = exportName === undefined ? [] : listImporters(deployment, exportName);
    const now = outputs.find((output) => output.exportName === exportName);
    if (users.length === 0 || now?.value === value) continue;
    const [done, verb] = now === undefined ? ["Delete", "delete"] : ["Update", "update"];
    return `${done} canceled. Cannot ${verb} export ${exportName} as it is in use by ${users.join(" and ")}.`;
  }
  return undefined;
}

function evaluateAll(
  deployment: DeploymentContext,
  stack: StoredStack,
  { template, createScope }: Plan,
): readonly StoredOutput[] {
  const known = createScope(createResolver(deployment, stack, "Outputs"));
  return Object.entries(template.outputs)
    .filter(([, { condition }]) => condition === undefined || known.isConditionMet(condition))
    .flatMap(([key, output]) => {
      const value: Json = evaluate(output.value, known);
      if (value === NO_VALUE) return [];
      const exportName = output.exportName === undefined ? undefined : formatScalar(evaluate(output.exportName, known));
      const text = formatScalar(value);
      if (text === undefined)
        throw new AwsFault(
          "ValidationError",
          `Template format error: The Value field of every Outputs member must evaluate to a String.`,
        );
      return [{ key, value: text, description: output.description, exportName }];
    });
}

const findOtherExporter = (deployment: DeploymentContext, { id }: StoredStack, name: string): string | undefined =>
  deployment.stacks
    .listAll()
    .find(
      (other) =>
        other.id !== id &&
        other.status !== "DELETE_COMPLETE" &&
        other.outputs.some(({ exportName }) => exportName === name),
    )?.name;

/** The names of the stacks that import an export. */
export const listImporters = (deployment: DeploymentContext, exportName: string): readonly string[] =>
  deployment.stacks
    .listAll()
    .filter(({ status, imports }) => status !== "DELETE_COMPLETE" && imports.includes(exportName))
    .map(({ name }) => name);
