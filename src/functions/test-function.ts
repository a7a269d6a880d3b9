import type { FunctionTest } from "./invoke-function";
import { invokeFunction } from "./invoke-function";

/** Invokes a function and prints what Lambda's console shows of a test, as `invokeFunction`; for when only the look counts. */
export async function testFunction(test: FunctionTest): Promise<void> {
  await invokeFunction(test);
}
