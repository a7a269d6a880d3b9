import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const findInMap: TemplateFunction = (argument, scope, evaluate) => {
  const parts = isList(argument) ? argument.map((item) => formatScalar(evaluate(item))) : [];
  const [map, row, column, ...more] = parts;
  if (map === undefined || row === undefined || column === undefined || more.length > 0) {
    throw createTemplateError(
      "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
    );
  }
  const found = scope.getCell(map, row, column);
  if (found === undefined) throw createTemplateError(`Unable to get mapping for ${map}::${row}::${column}`);
  return found;
};
