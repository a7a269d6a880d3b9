import { testMutants } from "../testing/mutants";

// The script is a free design: a change of its names, sizes or order is another design. A wrong comparison or a list cut short is not.
testMutants("06-capstone", { count: 12, seed: 16, kinds: ["operator", "part"] });
