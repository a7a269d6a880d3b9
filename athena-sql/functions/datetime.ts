import type { Chapter, FunctionDeclaration } from "./chapter";

const ZONED = "timestamp(3) with time zone";

/** A field of a date or time, from its local time. */
const declarePart = (sql: string, shows: FunctionDeclaration["shows"]): FunctionDeclaration => ({
  takes: [
    `date -> bigint := ${sql.replace("?", "CAST($1 AS TIMESTAMP)")}`,
    `timestamp(3) -> bigint := ${sql.replace("?", "$1")}`,
    `${ZONED} -> bigint := ${sql.replace("?", "wall_clock($1)")}`,
  ],
  shows,
});
const formatField = (name: string): string => `CAST(date_part('${name}', ?) AS BIGINT)`;
const AT = "TIMESTAMP '2001-08-22 03:04:05.321'";

/** Dates and times. A query's session time zone is UTC. */
export const datetime: Chapter = {
  title: "Date and time functions",
  page: "functions/datetime.html",
  functions: {
    at_timezone: {
      takes: [`${ZONED}, varchar -> ${ZONED} := zoned(($1).u, zone_named($2))`],
      shows: [
        [
          "at_timezone(TIMESTAMP '2012-10-31 01:00 UTC', 'America/Los_Angeles')",
          "2012-10-30 18:00:00.000 America/Los_Angeles",
        ],
        ["at_timezone(CAST(NULL AS timestamp), 'UTC')", null],
        ["at_timezone(TIMESTAMP '2030-01-01 00:00 UTC', '-01:30')", "2029-12-31 22:30:00.000 -01:30"],
      ],
    },
    current_timezone: { takes: ["-> varchar := 'UTC'"], shows: [["current_timezone()", "UTC"]] },
    date: {
      takes: [],
      shows: [
        ["date('2030-01-31')", "2030-01-31"],
        ["date(TIMESTAMP '2030-01-31 23:00:00')", "2030-01-31"],
        ["date(NULL)", null],
        ["date('x')", { fails: "INVALID_CAST_ARGUMENT" }],
      ],
    },
    now: {
      takes: [],
      shows: [
        ["CAST(now() AS date) = current_date", "true"],
        ["typeof(now())", "timestamp(3) with time zone"],
      ],
    },
    date_add: {
      takes: [
        "varchar, bigint, date -> date := CAST($3 + unit_span(date_unit($1), $2) AS DATE)",
        "varchar, bigint, timestamp(3) -> timestamp(3) := $3 + unit_span($1, $2)",
        `varchar, bigint, ${ZONED} -> ${ZONED} := zoned(zone_instant(wall_clock($3) + unit_span($1, $2), ($3).z), ($3).z)`,
      ],
      shows: [
        ["date_add('second', 86, TIMESTAMP '2020-03-01 00:00:00')", "2020-03-01 00:01:26.000"],
        ["date_add('month', 1, DATE '2020-01-31')", "2020-02-29"],
        ["date_add('day', -1, TIMESTAMP '2020-03-01 00:00:00 UTC')", "2020-02-29 00:00:00.000 UTC"],
        ["date_add('day', NULL, DATE '2020-01-01')", null],
        ["date_add('eon', 1, DATE '2020-01-01')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    date_diff: {
      takes: [
        "varchar, date, date -> bigint := units_between(date_unit($1), CAST($2 AS TIMESTAMP), CAST($3 AS TIMESTAMP))",
        "varchar, timestamp(3), timestamp(3) -> bigint := units_between($1, $2, $3)",
        `varchar, ${ZONED}, ${ZONED} -> bigint := units_between($1, instant($2), instant($3))`,
      ],
      shows: [
        ["date_diff('second', TIMESTAMP '2020-03-01 00:00:00', TIMESTAMP '2020-03-02 00:00:00')", "86400"],
        ["date_diff('day', DATE '2020-03-01', DATE '2020-03-02')", "1"],
        ["date_diff('hour', TIMESTAMP '2020-03-01 00:30:00', TIMESTAMP '2020-03-01 01:29:00')", "0"],
        ["date_diff('month', DATE '2020-03-31', DATE '2020-01-31')", "-2"],
        ["date_diff('day', NULL, DATE '2020-01-01')", null],
        ["date_diff('day', CAST(NULL AS timestamp with time zone), CAST(NULL AS timestamp with time zone))", null],
      ],
    },
    date_format: {
      takes: [
        "timestamp(3), varchar -> varchar := mysql_format($1, $2)",
        `${ZONED}, varchar -> varchar := mysql_format(wall_clock($1), $2)`,
      ],
      shows: [
        [`date_format(${AT}, '%Y-%m-%d %H:%i:%s')`, "2001-08-22 03:04:05"],
        [`date_format(${AT}, '%W %M %e %y %r %j %p %f %%')`, "Wednesday August 22 01 03:04:05 AM 234 AM 321000 %"],
        ["date_format(DATE '2030-01-05', '%a %b %c %k')", "Sat Jan 1 0"],
        ["date_format(NULL, '%Y')", null],
      ],
    },
    date_parse: {
      takes: ["varchar, varchar -> timestamp(3) := mysql_parse($1, $2)"],
      shows: [
        ["date_parse('2022-10-20 05:10:07', '%Y-%m-%d %H:%i:%s')", "2022-10-20 05:10:07.000"],
        ["date_parse('20/Oct/22', '%d/%b/%y')", "2022-10-20 00:00:00.000"],
        ["date_parse('11:05 PM', '%h:%i %p')", "1970-01-01 23:05:00.000"],
        ["date_parse(NULL, '%Y')", null],
        ["date_parse('x', '%Y')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    date_trunc: {
      takes: [
        "varchar, date -> date := CAST(truncated_to(date_unit($1), CAST($2 AS TIMESTAMP)) AS DATE)",
        "varchar, timestamp(3) -> timestamp(3) := truncated_to($1, $2)",
        `varchar, ${ZONED} -> ${ZONED} := zoned(zone_instant(truncated_to($1, wall_clock($2)), ($2).z), ($2).z)`,
      ],
      shows: [
        [`date_trunc('second', ${AT})`, "2001-08-22 03:04:05.000"],
        [`date_trunc('hour', ${AT})`, "2001-08-22 03:00:00.000"],
        [`date_trunc('week', ${AT})`, "2001-08-20 00:00:00.000"],
        [`date_trunc('quarter', ${AT})`, "2001-07-01 00:00:00.000"],
        ["date_trunc('month', DATE '2030-03-31')", "2030-03-01"],
        ["date_trunc('day', NULL)", null],
        ["date_trunc('eon', DATE '2030-01-01')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    day: declarePart(formatField("day"), [
      [`day(${AT})`, "22"],
      ["day(DATE '2020-02-29')", "29"],
      ["day(CAST(NULL AS date))", null],
    ]),
    day_of_month: declarePart(formatField("day"), [
      [`day_of_month(${AT})`, "22"],
      ["day_of_month(CAST(NULL AS date))", null],
      ["day_of_month(DATE '2020-02-29')", "29"],
    ]),
    day_of_week: declarePart(formatField("isodow"), [
      [`day_of_week(${AT})`, "3"],
      ["day_of_week(DATE '2030-01-06')", "7"],
      ["day_of_week(CAST(NULL AS date))", null],
    ]),
    dow: declarePart(formatField("isodow"), [
      [`dow(${AT})`, "3"],
      ["dow(DATE '2030-01-06')", "7"],
      ["dow(CAST(NULL AS date))", null],
    ]),
    day_of_year: declarePart(formatField("doy"), [
      [`day_of_year(${AT})`, "234"],
      ["day_of_year(DATE '2020-12-31')", "366"],
      ["day_of_year(CAST(NULL AS date))", null],
    ]),
    doy: declarePart(formatField("doy"), [
      [`doy(${AT})`, "234"],
      ["doy(DATE '2020-12-31')", "366"],
      ["doy(CAST(NULL AS date))", null],
    ]),
    hour: declarePart(formatField("hour"), [
      [`hour(${AT})`, "3"],
      ["hour(TIMESTAMP '2030-01-01 23:00:00 America/New_York')", "23"],
      ["hour(CAST(NULL AS timestamp))", null],
    ]),
    minute: declarePart(formatField("minute"), [
      [`minute(${AT})`, "4"],
      ["minute(CAST(NULL AS timestamp))", null],
      ["minute(TIMESTAMP '2030-01-01 00:59:59 +05:30')", "59"],
    ]),
    second: declarePart(formatField("second"), [
      [`second(${AT})`, "5"],
      ["second(TIMESTAMP '2030-01-01 00:00:59.999')", "59"],
      ["second(CAST(NULL AS timestamp))", null],
    ]),
    millisecond: declarePart("CAST(date_part('milliseconds', ?) % 1000 AS BIGINT)", [
      [`millisecond(${AT})`, "321"],
      ["millisecond(TIMESTAMP '1969-12-31 23:00:00.001')", "1"],
      ["millisecond(TIMESTAMP '2030-01-01 00:00:59')", "0"],
      ["millisecond(CAST(NULL AS timestamp))", null],
    ]),
    month: declarePart(formatField("month"), [
      [`month(${AT})`, "8"],
      ["month(CAST(NULL AS date))", null],
      ["month(DATE '1969-12-31')", "12"],
    ]),
    quarter: declarePart(formatField("quarter"), [
      [`quarter(${AT})`, "3"],
      ["quarter(DATE '2030-12-31')", "4"],
      ["quarter(CAST(NULL AS date))", null],
    ]),
    week: declarePart(formatField("week"), [
      [`week(${AT})`, "34"],
      ["week(DATE '2027-01-01')", "53"],
      ["week(CAST(NULL AS date))", null],
    ]),
    week_of_year: declarePart(formatField("week"), [
      [`week_of_year(${AT})`, "34"],
      ["week_of_year(DATE '2027-01-01')", "53"],
      ["week_of_year(CAST(NULL AS date))", null],
    ]),
    year: declarePart(formatField("year"), [
      [`year(${AT})`, "2001"],
      ["year(CAST(NULL AS date))", null],
      ["year(DATE '1969-12-31')", "1969"],
    ]),
    year_of_week: declarePart(formatField("isoyear"), [
      ["year_of_week(DATE '2027-01-01')", "2026"],
      ["year_of_week(DATE '2024-12-30')", "2025"],
      ["year_of_week(CAST(NULL AS date))", null],
    ]),
    yow: declarePart(formatField("isoyear"), [
      ["yow(DATE '2027-01-01')", "2026"],
      ["yow(DATE '2024-12-30')", "2025"],
      ["yow(CAST(NULL AS date))", null],
    ]),
    timezone_hour: {
      takes: [`${ZONED} -> bigint := (zone_minutes(($1).u, ($1).z) // 60)`],
      shows: [
        ["timezone_hour(TIMESTAMP '2030-01-01 00:00:00 America/New_York')", "-5"],
        ["timezone_hour(TIMESTAMP '2030-01-01 00:00:00 UTC')", "0"],
        ["timezone_hour(CAST(NULL AS timestamp))", null],
      ],
    },
    timezone_minute: {
      takes: [`${ZONED} -> bigint := (zone_minutes(($1).u, ($1).z) % 60)`],
      shows: [
        ["timezone_minute(TIMESTAMP '2030-01-01 00:00:00 +05:30')", "30"],
        ["timezone_minute(TIMESTAMP '2030-01-01 00:00:00 UTC')", "0"],
        ["timezone_minute(CAST(NULL AS timestamp))", null],
      ],
    },
    format_datetime: {
      takes: [
        "timestamp(3), varchar -> varchar := joda_format($1, $2, 'UTC', $1)",
        `${ZONED}, varchar -> varchar := joda_format(wall_clock($1), $2, ($1).z, ($1).u)`,
      ],
      shows: [
        [`format_datetime(${AT}, 'yyyy-MM-dd''T''HH:mm:ss.SSS')`, "2001-08-22T03:04:05.321"],
        [`format_datetime(${AT}, 'EEE, d MMM yy h:mm a')`, "Wed, 22 Aug 01 3:04 AM"],
        ["format_datetime(TIMESTAMP '2030-01-01 00:00:00 +05:30', 'Z ZZ')", "+0530 +05:30"],
        ["format_datetime(NULL, 'yyyy')", null],
      ],
    },
    parse_datetime: {
      takes: [`varchar, varchar -> ${ZONED} := zoned(joda_instant($1, $2, @year), joda_zone($1, $2, @year))`],
      shows: [
        ["parse_datetime('2030-01-02 03:04', 'yyyy-MM-dd HH:mm')", "2030-01-02 03:04:00.000 UTC"],
        ["parse_datetime('2030-01-02T03:04:05+0200', 'yyyy-MM-dd''T''HH:mm:ssZ')", "2030-01-02 03:04:05.000 +02:00"],
        ["parse_datetime('69-01-02', 'yy-MM-dd')", "1969-01-02 00:00:00.000 UTC"],
        ["parse_datetime('45-01-02', 'yy-MM-dd')", "2045-01-02 00:00:00.000 UTC"],
        ["parse_datetime('2045-01-02', 'yy-MM-dd')", "2045-01-02 00:00:00.000 UTC"],
        ["parse_datetime('2030-W05-3', 'xxxx-''W''ww-e')", "2030-01-30 00:00:00.000 UTC"],
        ["parse_datetime('30.02.2030', 'dd.MM.yyyy')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["parse_datetime(NULL, 'yyyy')", null],
        ["parse_datetime('x', 'yyyy')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    from_iso8601_date: {
      takes: ["varchar -> date := CAST(iso_date($1) AS DATE)"],
      shows: [
        ["from_iso8601_date('2020-05-11')", "2020-05-11"],
        ["from_iso8601_date('2020-W10')", "2020-03-02"],
        ["from_iso8601_date('2020-123')", "2020-05-02"],
        ["from_iso8601_date(NULL)", null],
        ["from_iso8601_date('x')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    from_iso8601_timestamp: {
      takes: [`varchar -> ${ZONED} := zoned(iso_instant($1), iso_zone($1))`],
      shows: [
        ["from_iso8601_timestamp('2020-05-11T11:15:05')", "2020-05-11 11:15:05.000 UTC"],
        ["from_iso8601_timestamp('2020-05-11')", "2020-05-11 00:00:00.000 UTC"],
        ["from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00')", "2020-05-11 11:15:05.055 +01:00"],
        ["from_iso8601_timestamp(NULL)", null],
        ["from_iso8601_timestamp('x')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    from_unixtime: {
      takes: [
        `double -> ${ZONED} := zoned(make_timestamp_ms(unix_ms($1)), 'UTC')`,
        `double, varchar -> ${ZONED} := zoned(make_timestamp_ms(unix_ms($1)), zone_supported($2))`,
        `double, bigint, bigint -> ${ZONED} := zoned(make_timestamp_ms(unix_ms($1)), zone_named(printf('%+03d:%02d', $2, $3)))`,
      ],
      shows: [
        ["from_unixtime(1900000000)", "2030-03-17 17:46:40.000 UTC"],
        ["from_unixtime(0.5)", "1970-01-01 00:00:00.500 UTC"],
        ["from_unixtime(0, 'Asia/Tokyo')", "1970-01-01 09:00:00.000 Asia/Tokyo"],
        ["from_unixtime(0, 'Nowhere')", { fails: "NOT_SUPPORTED" }],
        ["from_unixtime(NULL)", null],
        ["from_unixtime(nan())", "1970-01-01 00:00:00.000 UTC"],
      ],
    },
    human_readable_seconds: {
      takes: ["double -> varchar := seconds_in_words($1)"],
      shows: [
        ["human_readable_seconds(56363463)", "93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds"],
        ["human_readable_seconds(61)", "1 minute, 1 second"],
        ["human_readable_seconds(0)", "0 seconds"],
        ["human_readable_seconds(-61)", "1 minute, 1 second"],
        ["human_readable_seconds(NULL)", null],
      ],
    },
    last_day_of_month: {
      takes: [
        "date -> date := last_day($1)",
        "timestamp(3) -> date := last_day($1)",
        `${ZONED} -> date := last_day(wall_clock($1))`,
      ],
      shows: [
        ["last_day_of_month(DATE '2020-02-10')", "2020-02-29"],
        ["last_day_of_month(CAST(NULL AS date))", null],
        ["last_day_of_month(TIMESTAMP '2030-12-31 23:59:59')", "2030-12-31"],
      ],
    },
    parse_duration: {
      takes: ["varchar -> interval day to second := duration_ms($1)"],
      shows: [
        ["parse_duration('42.8ms')", "0 00:00:00.043"],
        ["parse_duration('3.81 d')", "3 19:26:24.000"],
        ["parse_duration('5m')", "0 00:05:00.000"],
        ["parse_duration(NULL)", null],
        ["parse_duration('5 parsecs')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    to_iso8601: {
      takes: [
        "date -> varchar := CAST($1 AS VARCHAR)",
        "timestamp(3) -> varchar := strftime($1, '%Y-%m-%dT%H:%M:%S.%g')",
        `${ZONED} -> varchar := strftime(wall_clock($1), '%Y-%m-%dT%H:%M:%S.%g') || zone_offset(($1).u, ($1).z)`,
      ],
      shows: [
        ["to_iso8601(DATE '2030-01-02')", "2030-01-02"],
        [`to_iso8601(${AT})`, "2001-08-22T03:04:05.321"],
        ["to_iso8601(TIMESTAMP '2030-01-01 00:00:00 UTC')", "2030-01-01T00:00:00.000Z"],
        ["to_iso8601(CAST(NULL AS date))", null],
      ],
    },
    to_milliseconds: {
      takes: ["interval day to second -> bigint := $1"],
      shows: [
        ["to_milliseconds(INTERVAL '1' MINUTE)", "60000"],
        ["to_milliseconds(INTERVAL '1' DAY - INTERVAL '2' DAY)", "-86400000"],
        ["to_milliseconds(CAST(NULL AS interval day to second))", null],
      ],
    },
    to_unixtime: {
      takes: [
        "timestamp(3) -> double := (epoch_us($1) / 1000000.0::DOUBLE)",
        `${ZONED} -> double := (epoch_us(instant($1)) / 1000000.0::DOUBLE)`,
      ],
      shows: [
        ["to_unixtime(TIMESTAMP '1970-01-01 00:00:01.500')", "1.5"],
        ["to_unixtime(TIMESTAMP '2030-03-17 17:46:40 UTC')", "1.9E9"],
        ["to_unixtime(CAST(NULL AS timestamp))", null],
        ["to_unixtime(CAST(NULL AS timestamp with time zone))", null],
      ],
    },
    with_timezone: {
      takes: [`timestamp(3), varchar -> ${ZONED} := zoned(zone_instant($1, zone_named($2)), zone_named($2))`],
      shows: [
        [
          "with_timezone(TIMESTAMP '2020-07-01 12:00:00', 'America/New_York')",
          "2020-07-01 12:00:00.000 America/New_York",
        ],
        ["to_unixtime(with_timezone(TIMESTAMP '1970-01-01 09:00:00', 'Asia/Tokyo'))", "0.0"],
        ["with_timezone(TIMESTAMP '2020-07-01 12:00:00', 'No/Where')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["with_timezone(CAST(NULL AS timestamp), 'UTC')", null],
      ],
    },
  },
  refused: {
    from_iso8601_timestamp_nanos: "times hold microseconds",
    from_unixtime_nanos: "times hold microseconds",
  },
};
