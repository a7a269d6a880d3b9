import { createTemplateError } from "../faults";
import { isList } from "../properties/json";
import type { TemplateFunction } from "./scope";
import { formatScalar } from "./text";

const BITS = 32;
const MAX = 256;

/**
 * `Fn::Cidr`: IPv4 address blocks within a larger one. The argument is `[block, count, bits of each]`; 8 bits unless
 * given.
 */
export const cidr: TemplateFunction = (argument, _scope, evaluate) => {
  const [block = "", count = "", bits = "8"] = (isList(argument) ? argument : []).map(
    (item) => formatScalar(evaluate(item)) ?? "",
  );
  const { first, prefix } = parseBlock(block);
  const wanted = Number(count);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MAX) throw createWrongCidrError();
  if (!/^\d+$/.test(bits) || Number(bits) > BITS) throw createWrongCidrError();
  const size = 2 ** Number(bits);
  if (wanted * size > 2 ** (BITS - prefix))
    throw createTemplateError(`Unable to generate ${wanted} subnets of ${bits} bits from ${block}`);
  return Array.from(
    { length: wanted },
    (_none, index) => `${formatAddress(first + index * size)}/${BITS - Number(bits)}`,
  );
};

function parseBlock(block: string): { readonly first: number; readonly prefix: number } {
  const [, address = "", prefix = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const octets = address.split(".").map(Number);
  if (octets.length !== 4 || octets.some((item) => item > 255) || Number(prefix) > BITS) throw createWrongCidrError();
  return { first: octets.reduce((sum, item) => sum * 256 + item, 0), prefix: Number(prefix) };
}

const formatAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

const createWrongCidrError = (): Error =>
  createTemplateError(
    "every Fn::Cidr object requires two parameters, (1) a string IP address block and (2) the number of subnets to create, an integer from 1 to 256",
  );
