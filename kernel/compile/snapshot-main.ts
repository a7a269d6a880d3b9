/**
 * The program that Node creates a startup snapshot of: the kernel's compiler, with TypeScript and the types of the project's library, which
 * take six seconds of processor time to read.
 */
import { startupSnapshot } from "node:v8";
import { compileSamples, createAnswer } from "./answer";
import { serve } from "./serve";

/**
 * A sample cell: V8 has compiled the functions of TypeScript that it runs, and the snapshot keeps the compiled
 * functions.
 */
const CELL = `
import { S3Client } from "@aws-sdk/client-s3";
import * as library from "./src/index";
const names: string[] = Object.keys(library);
console.log(names.length, await Promise.resolve(S3Client.name));`;

const [root = "."] = process.argv.slice(2);
const answer = createAnswer(root);
answer({ do: "packages" });
compileSamples(root, [CELL, "console.log(1);"]);

startupSnapshot.setDeserializeMainFunction(() => {
  // Set here, since a snapshot is made without Node's own setting of it.
  Error.stackTraceLimit = 10;
  serve(answer);
});
