/** The program of the trusted compiler's process, which answers requests. */
import ts from "typescript";
import { forgoDocs } from "../../kernel/cells";
import { useTypeScript } from "../merge/declarations";
import { serve } from "./serve";
import { createTrustedCompiler } from "./trusted-compiler";

const [root = ".", maxGrowthBytes = "Infinity"] = process.argv.slice(2);
forgoDocs();
useTypeScript(ts);
serve(createTrustedCompiler(root), Number(maxGrowthBytes));
