/** The program of the kernel's compiler, where there is no snapshot to start from. */
import { createAnswer } from "./answer";
import { serve } from "./serve";

serve(createAnswer(process.argv[2] ?? "."));
