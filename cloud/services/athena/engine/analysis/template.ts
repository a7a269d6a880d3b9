import { getItemAt } from "../../../../core/item-at";
import type { SqlType } from "../types/type";

/** A function's overload, with the arguments converted to its types. */
export interface ChosenOverload {
  readonly args: readonly string[];
  readonly type: SqlType;
  /** The template, with its `$1` … not yet replaced. */
  readonly sql: string;
}

/**
 * Puts the arguments' SQL into a template: `$1` is the first, `$*` all, `$||` all joined by `||`, and `$2<<a;b>>` the
 * body of the lambda that is the second argument, applied to `a` and `b`.
 */
export function fillTemplate(template: string, args: readonly string[]): string {
  // One pass over the template: a `$1` inside of an argument's SQL must not be replaced.
  return template.replaceAll(/\$(\d+)<<([^<>]*)>>|\$(\d+|\*|\|\|)/g, (...match: (string | undefined)[]) => {
    const [, lambda, given, which] = match;
    if (lambda !== undefined)
      return applyLambda(
        getItemAt(args, Number(lambda) - 1),
        (given ?? "").split(";").map((each) => fillTemplate(each.trim(), args)),
      );
    return which === "*"
      ? args.join(", ")
      : which === "||"
        ? args.join(" || ")
        : (args.at(Number(which) - 1) ?? "NULL");
  });
}

/** A lambda's body with values in place of its parameters. The parameters' names are unique in the statement. */
function applyLambda(lambda: string, values: readonly string[]): string {
  const [, names = "", body = ""] = /^lambda ([^:]*): ([\s\S]*)$/.exec(lambda) ?? [];
  return names
    .split(", ")
    .reduce(
      (sql, name, index) => sql.replaceAll(new RegExp(`\\b${name}\\b`, "g"), () => getItemAt(values, index)),
      `(${body})`,
    );
}
