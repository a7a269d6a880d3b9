import { testMutants } from "../testing/mutants";

testMutants("05-resharding", { count: 18, seed: 16 });
