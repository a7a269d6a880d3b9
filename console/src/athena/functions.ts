/** The functions of the lab cloud's engine; a test compares this list with the engine's. */
export const FUNCTIONS: readonly string[] = `
  abs acos all_match any_match any_value approx_distinct approx_most_frequent approx_percentile arbitrary array_agg
  array_distinct array_except array_intersect array_join array_max array_min array_position array_remove array_sort
  array_union arrays_overlap asin at_timezone atan atan2 avg bitwise_and bitwise_and_agg bitwise_not bitwise_or
  bitwise_or_agg bitwise_xor bool_and bool_or cardinality cbrt ceil ceiling chr coalesce codepoint combinations
  concat concat_ws contains contains_sequence corr cos cosh count count_if covar_pop covar_samp cume_dist
  current_timezone date date_add date_diff date_format date_parse date_trunc day day_of_month day_of_week
  day_of_year degrees dense_rank dow doy e element_at every exp filter first_value flatten floor format
  format_datetime from_base from_base64 from_hex from_iso8601_date from_iso8601_timestamp from_unixtime from_utf8
  geometric_mean greatest hamming_distance histogram hour human_readable_seconds if infinity is_finite is_infinite
  is_json_scalar is_nan json_array_contains json_array_get json_array_length json_extract json_extract_scalar
  json_format json_parse json_size kurtosis lag last_day_of_month last_value lead least length levenshtein_distance
  listagg ln log log10 log2 lower lpad ltrim luhn_check map map_agg map_concat map_entries map_filter
  map_from_entries map_keys map_union map_values map_zip_with max max_by md5 millisecond min min_by minute mod month
  multimap_agg multimap_from_entries nan ngrams none_match normalize now nth_value ntile nullif parse_datetime
  parse_duration percent_rank pi pow power quarter radians rand random rank reduce reduce_agg regexp_count
  regexp_extract regexp_extract_all regexp_like regexp_position regexp_replace regexp_split regr_intercept
  regr_slope repeat replace reverse round row_number rpad rtrim second sequence sha1 sha256 shuffle sign sin
  skewness slice soundex split split_part split_to_map split_to_multimap sqrt starts_with stddev stddev_pop
  stddev_samp strpos substr substring sum tan tanh timezone_hour timezone_minute to_base to_base64 to_hex to_iso8601
  to_milliseconds to_unixtime to_utf8 transform transform_keys transform_values translate trim trim_array truncate
  try typeof upper url_decode url_encode url_extract_host url_extract_parameter url_extract_path
  url_extract_protocol url_extract_query var_pop var_samp variance week week_of_year width_bucket with_timezone year
  year_of_week yow zip zip_with`
  .trim()
  .split(/\s+/);
