import type { FunctionTest } from "./invoke-function";
import { invokeFunction } from "./invoke-function";

/** Invokes a function and prints the test's result, as `invokeFunction` does, but returns nothing. */
export async function testFunction(test: FunctionTest): Promise<void> {
  await invokeFunction(test);
}
