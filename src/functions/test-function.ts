import { invokeFunction, type FunctionTest } from "./invoke-function";

/** Invokes a function and prints the test's result, as `invokeFunction` does, but returns nothing. */
export async function testFunction(test: FunctionTest): Promise<void> {
  await invokeFunction(test);
}
