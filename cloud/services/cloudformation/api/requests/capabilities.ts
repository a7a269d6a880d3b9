import type { ResourceTypes } from "../../model/resource-type";
import type { Template } from "../../model/template/template";

/** The capabilities that a request must acknowledge for a template, in AWS's order. */
export function listNeededCapabilities(
  { resources, transforms }: Template,
  types: ResourceTypes,
): readonly ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[] {
  const asking = Object.values(resources).filter(({ type }) => types.get(type)?.capability !== undefined);
  const named = asking.some(({ type, properties }) => {
    const name = types.get(type)?.named;
    return name !== undefined && Object.hasOwn(properties, name);
  });
  return [
    ...(asking.length === 0 ? [] : [named ? ("CAPABILITY_NAMED_IAM" as const) : ("CAPABILITY_IAM" as const)]),
    ...(transforms.length === 0 ? [] : ["CAPABILITY_AUTO_EXPAND" as const]),
  ];
}

/** The reason for the capabilities, as GetTemplateSummary answers it; undefined if there are none. */
export function explainCapabilities({ resources }: Template, types: ResourceTypes): string | undefined {
  const asking = [
    ...new Set(
      Object.values(resources)
        .map(({ type }) => type)
        .filter((type) => types.get(type)?.capability !== undefined),
    ),
  ];
  return asking.length === 0 ? undefined : `The following resource(s) require capabilities: [${asking.join(", ")}]`;
}
