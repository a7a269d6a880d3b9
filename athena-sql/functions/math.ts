import type { Chapter, FunctionDeclaration } from "./chapter";

const declareSame = (sql: string): string[] =>
  ["tinyint", "smallint", "integer", "bigint", "real", "double"].map((type) => `${type} -> ${type} := ${sql}`);
const declareUnary = (sql: string, shows: FunctionDeclaration["shows"]): FunctionDeclaration => ({
  takes: [`double -> double := ${sql}`],
  shows,
});
/** NaN outside of -1 to 1, as in engine v3, where DuckDB fails. */
const createWithin = (name: string): string =>
  `CASE WHEN abs($1) <= 1 THEN ${name}($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END`;
const createFinite = (name: string): string =>
  `CASE WHEN isfinite($1) THEN ${name}($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END`;
const declareWhole = (name: string, shows: FunctionDeclaration["shows"]): FunctionDeclaration => ({
  takes: [
    "tinyint -> tinyint := $1",
    "smallint -> smallint := $1",
    "integer -> integer := $1",
    "bigint -> bigint := $1",
    `decimal -> whole := CAST(${name}($1) AS @whole)`,
    `real -> real := ${name}($1)`,
    `double -> double := ${name}($1)`,
  ],
  shows,
});
const remainder: FunctionDeclaration = {
  takes: [
    ...["tinyint", "smallint", "integer", "bigint"].map(
      (type) => `${type}, ${type} -> ${type} := CAST(int_mod($1, $2) AS ${type.toUpperCase()})`,
    ),
    "double, double -> double := float_mod($1, $2)",
  ],
  shows: [
    ["mod(7, 3)", "1"],
    ["mod(-7, 3)", "-1"],
    ["mod(1, NULL)", null],
    ["mod(1, 0)", { fails: "DIVISION_BY_ZERO" }],
    ["mod(-7e0, 3e0)", "-1.0"],
    ["mod(7e0, -3e0)", "1.0"],
    ["mod(1e0, infinity())", "1.0"],
    ["mod(CAST(NULL AS double), 0e0)", null],
  ],
};

/** Numbers. The lab cloud does not promise this chapter whole, but almost every query needs some of its functions. */
export const math: Chapter = {
  title: "Mathematical functions",
  page: "functions/math.html",
  isPromised: false,
  functions: {
    abs: {
      takes: ["decimal -> decimal := abs($1)", ...declareSame("abs($1)")],
      shows: [
        ["abs(-5)", "5"],
        ["abs(DECIMAL '-1.5')", "1.5"],
        ["abs(NULL)", null],
      ],
    },
    cbrt: declareUnary("cube_root($1)", [
      ["cbrt(27)", "3.0"],
      ["cbrt(NULL)", null],
    ]),
    ceil: declareWhole("ceil", [
      ["ceil(1.2e0)", "2.0"],
      ["ceil(DECIMAL '9.9')", "10"],
      ["ceil(-1.2e0)", "-1.0"],
      ["ceil(5)", "5"],
      ["ceil(CAST(NULL AS double))", null],
    ]),
    ceiling: declareWhole("ceil", [["ceiling(1.2e0)", "2.0"]]),
    floor: declareWhole("floor", [
      ["floor(1.8e0)", "1.0"],
      ["floor(DECIMAL '-1.2')", "-2"],
      ["floor(-1.2e0)", "-2.0"],
      ["floor(CAST(NULL AS double))", null],
    ]),
    degrees: declareUnary("degrees($1)", [["degrees(pi())", "180.0"]]),
    radians: declareUnary("radians($1)", [["radians(180) = pi()", "true"]]),
    e: { takes: ["-> double := exp(1.0::DOUBLE)"], shows: [["e()", "2.718281828459045"]] },
    pi: { takes: ["-> double := pi()"], shows: [["pi()", "3.141592653589793"]] },
    exp: declareUnary("exp($1)", [
      ["exp(0)", "1.0"],
      ["exp(NULL)", null],
    ]),
    ln: declareUnary("log_of(ln(nullif($1, 0)), $1)", [
      ["ln(1)", "0.0"],
      ["ln(0)", "-Infinity"],
      ["ln(-1)", "NaN"],
    ]),
    log10: declareUnary("log_of(log10(nullif($1, 0)), $1)", [["log10(1000)", "3.0"]]),
    log2: declareUnary("log_of(log2(nullif($1, 0)), $1)", [["log2(8)", "3.0"]]),
    log: {
      takes: ["double, double -> double := float_div(log_of(ln(nullif($2, 0)), $2), log_of(ln(nullif($1, 0)), $1))"],
      shows: [["log(2, 8)", "3.0"]],
    },
    mod: remainder,
    pow: {
      takes: ["double, double -> double := power_of($1, $2)"],
      shows: [
        ["pow(2, 10)", "1024.0"],
        ["pow(2, NULL)", null],
        ["pow(1, nan())", "NaN"],
        ["pow(-1, infinity())", "NaN"],
        ["pow(nan(), 0)", "1.0"],
        ["pow(-0e0, -1)", "-Infinity"],
      ],
    },
    power: { takes: ["double, double -> double := power_of($1, $2)"], shows: [["power(2, 0.5) = sqrt(2)", "true"]] },
    rand: { takes: ["-> double := random()"], shows: [["rand() BETWEEN 0 AND 1", "true"]] },
    random: {
      takes: [
        "-> double := random()",
        "bigint -> bigint := CAST(floor(random() * $1) AS BIGINT)",
        "bigint, bigint -> bigint := $1 + CAST(floor(random() * ($2 - $1)) AS BIGINT)",
      ],
      shows: [
        ["random(1)", "0"],
        ["random(5, 6)", "5"],
      ],
    },
    round: {
      takes: [
        "decimal -> whole := CAST(round($1, 0) AS @whole)",
        "decimal, bigint -> longer := CAST(round(CAST($1 AS @longer), CAST($2 AS INTEGER)) AS @longer)",
        ...declareSame("round($1, 0)").map((text) =>
          /^(tinyint|smallint|integer|bigint)/.test(text) ? text.replace("round($1, 0)", "$1") : text,
        ),
        "bigint, bigint -> bigint := CAST(round($1, CAST($2 AS INTEGER)) AS BIGINT)",
        "double, bigint -> double := rounded_to($1, $2)",
      ],
      shows: [
        ["round(2.5e0)", "3.0"],
        ["round(-2.5e0)", "-3.0"],
        ["round(1.2345e0, 2)", "1.23"],
        ["round(DECIMAL '1.005', 2)", "1.010"],
        ["round(DECIMAL '9.9')", "10"],
        ["round(DECIMAL '-2.5')", "-3"],
        ["typeof(round(DECIMAL '1.005', 2))", "decimal(5,3)"],
        ["round(CAST(NULL AS double))", null],
      ],
    },
    sign: {
      takes: [
        "decimal -> decimal(1, 0) := CAST(sign($1) AS DECIMAL(1, 0))",
        ...declareSame("sign_of($1)").map((text) =>
          text.replace(
            "sign_of($1)",
            `CAST(${/^(real|double)/.test(text) ? "sign_of" : "sign"}($1) AS ${(text.split(" ")[0] ?? "").toUpperCase()})`,
          ),
        ),
      ],
      shows: [
        ["sign(-5)", "-1"],
        ["sign(0)", "0"],
        ["sign(DECIMAL '-1.5')", "-1"],
        ["sign(2.5e0)", "1.0"],
        ["sign(nan())", "NaN"],
        ["sign(-0e0)", "-0.0"],
      ],
    },
    sqrt: declareUnary("CASE WHEN $1 < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt($1) END", [
      ["sqrt(9)", "3.0"],
      ["sqrt(-1)", "NaN"],
      ["sqrt(NULL)", null],
    ]),
    truncate: {
      takes: [
        "decimal -> whole := CAST(trunc($1) AS @whole)",
        "double -> double := trunc($1)",
        "decimal, bigint -> decimal := CAST(trunc($1, CAST($2 AS INTEGER)) AS @decimal)",
      ],
      shows: [
        ["truncate(-1.7e0)", "-1.0"],
        ["truncate(DECIMAL '1.9')", "1"],
        ["truncate(DECIMAL '1.789', 2)", "1.780"],
      ],
    },
    width_bucket: {
      takes: ["double, double, double, bigint -> bigint := bucket_of($1, $2, $3, $4)"],
      shows: [
        ["width_bucket(5.5e0, 0e0, 10e0, 5)", "3"],
        ["width_bucket(-1e0, 0e0, 10e0, 5)", "0"],
        ["width_bucket(10e0, 0e0, 10e0, 5)", "6"],
        ["width_bucket(0e0, 1e0, 0e0, 5)", "5"],
        ["width_bucket(nan(), 0e0, 10e0, 5)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    acos: declareUnary(createWithin("acos"), [["acos(1)", "0.0"]]),
    asin: declareUnary(createWithin("asin"), [["asin(0)", "0.0"]]),
    atan: declareUnary("atan($1)", [["atan(0)", "0.0"]]),
    atan2: { takes: ["double, double -> double := atan2($1, $2)"], shows: [["atan2(0, 1)", "0.0"]] },
    cos: declareUnary(createFinite("cos"), [["cos(0)", "1.0"]]),
    cosh: declareUnary("cosh($1)", [["cosh(0)", "1.0"]]),
    sin: declareUnary(createFinite("sin"), [["sin(0)", "0.0"]]),
    tan: declareUnary(createFinite("tan"), [["tan(0)", "0.0"]]),
    tanh: declareUnary("tanh($1)", [["tanh(0)", "0.0"]]),
    infinity: { takes: ["-> double := CAST('Infinity' AS DOUBLE)"], shows: [["infinity()", "Infinity"]] },
    nan: { takes: ["-> double := CAST('NaN' AS DOUBLE)"], shows: [["nan()", "NaN"]] },
    is_finite: {
      takes: ["double -> boolean := isfinite($1)"],
      shows: [
        ["is_finite(infinity())", "false"],
        ["is_finite(1)", "true"],
      ],
    },
    is_infinite: { takes: ["double -> boolean := isinf($1)"], shows: [["is_infinite(-infinity())", "true"]] },
    is_nan: {
      takes: ["double -> boolean := isnan($1)"],
      shows: [
        ["is_nan(nan())", "true"],
        ["is_nan(NULL)", null],
      ],
    },
    from_base: {
      takes: ["varchar, bigint -> bigint := number_in_base($1, $2)"],
      shows: [
        ["from_base('ff', 16)", "255"],
        ["from_base('-101', 2)", "-5"],
        ["from_base(NULL, 2)", null],
        ["from_base('x', 10)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    to_base: {
      takes: ["bigint, bigint -> varchar := text_in_base($1, $2)"],
      shows: [
        ["to_base(255, 16)", "ff"],
        ["to_base(-5, 2)", "-101"],
      ],
    },
    greatest: {
      takes: ["O... -> O := all_or_none(greatest($*), list_holds([$*], NULL))"],
      shows: [
        ["greatest(1, 5, 3)", "5"],
        ["greatest(1, NULL)", null],
        ["greatest('a', 'b')", "b"],
      ],
    },
    least: {
      takes: ["O... -> O := all_or_none(least($*), list_holds([$*], NULL))"],
      shows: [
        ["least(4, 2, 3)", "2"],
        ["least(1, NULL)", null],
      ],
    },
    bitwise_and: { takes: ["bigint, bigint -> bigint := ($1 & $2)"], shows: [["bitwise_and(19, 25)", "17"]] },
    bitwise_or: { takes: ["bigint, bigint -> bigint := ($1 | $2)"], shows: [["bitwise_or(19, 25)", "27"]] },
    bitwise_xor: { takes: ["bigint, bigint -> bigint := xor($1, $2)"], shows: [["bitwise_xor(19, 25)", "10"]] },
    bitwise_not: { takes: ["bigint -> bigint := (~ $1)"], shows: [["bitwise_not(19)", "-20"]] },
  },
  refused: {
    beta_cdf: "statistics",
    cosine_similarity: "statistics",
    inverse_beta_cdf: "statistics",
    inverse_normal_cdf: "statistics",
    normal_cdf: "statistics",
    wilson_interval_lower: "statistics",
    wilson_interval_upper: "statistics",
    bit_count: "counts within a width of its own",
    bitwise_left_shift: "shifts within a type's width",
    bitwise_right_shift: "shifts within a type's width",
    bitwise_right_shift_arithmetic: "shifts within a type's width",
    sinh: "newer than engine v3",
  },
};
