import { testMutants } from "../testing/mutants";

testMutants("02-fuel-network", { count: 24, seed: 16 });
