import { itemAt } from "../../../../core/item-at";
import type { SqlType } from "../types/type";

/** A function's overload, fitted to the arguments. */
export interface Chosen {
  readonly args: readonly string[];
  readonly type: SqlType;
  /** The template, not filled yet. */
  readonly sql: string;
}

/**
 * Puts arguments into a template: `$1` the first, `$*` all, `$||` all joined by `||`; `$2<<a;b>>` is what the lambda that is the
 * second argument makes of `a` and `b`.
 */
export function filled(template: string, args: readonly string[]): string {
  // In one pass: what an argument holds is never looked at for places again.
  return template.replaceAll(/\$(\d+)<<([^<>]*)>>|\$(\d+|\*|\|\|)/g, (...match: (string | undefined)[]) => {
    const [, lambda, given, which] = match;
    if (lambda !== undefined)
      return application(
        itemAt(args, Number(lambda) - 1),
        (given ?? "").split(";").map((each) => filled(each.trim(), args)),
      );
    return which === "*"
      ? args.join(", ")
      : which === "||"
        ? args.join(" || ")
        : (args.at(Number(which) - 1) ?? "NULL");
  });
}

/** A lambda's body with values in place of its parameters, whose names stand nowhere else. */
function application(lambda: string, values: readonly string[]): string {
  const [, names = "", body = ""] = /^lambda ([^:]*): ([\s\S]*)$/.exec(lambda) ?? [];
  return names
    .split(", ")
    .reduce(
      (sql, name, index) => sql.replaceAll(new RegExp(`\\b${name}\\b`, "g"), () => itemAt(values, index)),
      `(${body})`,
    );
}
