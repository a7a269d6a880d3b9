/** The program of the trusted compiler's process, which answers requests. */
import { forgoDocs } from "../../kernel/cells";
import { serve } from "./serve";
import { createTrustedCompiler } from "./trusted-compiler";

const [root = ".", maxGrowthBytes = "Infinity"] = process.argv.slice(2);
forgoDocs();
serve(createTrustedCompiler(root), Number(maxGrowthBytes));
