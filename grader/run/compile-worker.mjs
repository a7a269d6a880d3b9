// The thread of the trusted compiler. TypeScript is read as it is, also where the main thread was started otherwise.
import { register } from "tsx/esm/api";

register();
const { serve } = await import("./compile-worker");
serve();
