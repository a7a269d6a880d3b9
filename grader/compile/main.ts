/** The program of the trusted compiler's process, which answers requests. */
import { serve } from "./serve";
import { createTrustedCompiler } from "./trusted-compiler";

const [root = ".", maxGrowthBytes = "Infinity"] = process.argv.slice(2);
serve(createTrustedCompiler(root), Number(maxGrowthBytes));
