// The words that lint accepts at the beginning of a function's name: see `project/verb-first` in lint-rules.mjs.

/** @param {string} text */
const splitWords = (text) => text.trim().split(/\s+/);

/** Words that make a test, a conversion or a listener: `isOpen`, `toText`, `onClose`. */
const PREFIXES = ["is", "has", "can", "should", "to", "from", "on"];

/** Verbs in the imperative. Add missing ones, but no participles, and no nouns that are only rarely verbs. */
export const VERBS = splitWords(`
  abort accept activate adapt add adjust admit adopt advance advise aggregate agree align allow alter analyze announce anonymize
  answer append apply ask assemble assert assign associate assume attach attack attempt average await back bail begin bind
  blank boot bound branch break bring broadcast buffer build bundle calculate call cancel canonicalize capitalize
  capture carry cast catch change check checkpoint choose claim classify clean clear close coarsen coerce collect
  combine commit compact compare compile complete compute concat configure confine connect consume convert copy correlate count
  crash create cut damage deaggregate decide declare decode decompress decrease defer define delay delegate delete
  deliver demand deny deploy deregister derive describe destroy detach detect digest discard discover dismiss dispatch
  display divide do draft drain draw dress drop dump edit empty encode encrypt end enqueue ensure enter enumerate
  erase escape estimate evaluate examine exchange execute exit expand expect explain export extend extract
  fail feed fetch fill filter find finish fit flatten float flood floor flush focus fold follow forbid forget forgo
  fork format forward frame free freeze fuzz gather generate get give go grade group grow guard gzip halt hand handle
  hash head hear help hide hint hold ignore import include increase indent index initialize inject insert inspect install
  interrupt invoke iterate join journal judge jump keep kill launch lay leave lend let limit link lint list listen
  load locate lock log look lose lower main make map mark mask match measure memoize merge meter modify mount move
  mutate name narrow need negate normalize note notify obey occupy offer open operate order
  overlap overlay overload pack pad pair parse partition pass pause peek perform pick pipe place plan play plot point
  poll post predict prefix prepare prepend press preview print probe process produce prove provide prune publish purge push
  put query quote rank reach read reboot recall receive reconfigure record recover redeclare redirect redrive reduce
  ref refer refill refuse register rehearse reject release relocate remember remove rename render renew reopen repair repeat
  replace replay reply report request require rerun reserve reset reshard resize resolve rest restart restore restrict
  resume retain retire retry return reuse review revoke rewrite ring roll rotate round route run sample save say scan
  schedule score seal search select send serialize serve set settle setup shape share shift shorten show shuffle shut
  sign signal simplify sink skip sleep slice snapshot sniff solve sort spawn spell spend spill split spread squeeze
  start step stop store stream strike submit subscribe subtract succeed sum summarize surround swap sweep sync tag
  tail take tear tell terminate test thaw throttle throw tick tidy tie toggle tokenize trace track transform translate
  transpile trigger trim truncate trust try turn type uncomment unescape unlink unload unlock unnest unpack unquote
  unref unseal unshift unsubscribe unwrap unzip update upgrade upload use validate vary verify visit wait wake walk
  warm warn watch weigh winnow withdraw work wrap write yield zip
`);

/** Words that a function's name may begin with. */
export const FIRST_WORDS = new Set([...VERBS, ...PREFIXES]);

/** Whole names that come from elsewhere: from a standard, a library or an interface that isn't ours. */
const NAMES_OF_OTHERS = splitWords(`
  componentDidCatch exercise hmac html itIfLong main md5 message now operation organizedLints setup sha256 timeout xoshiro128
`);

/** Whole names that learners read in notebooks and solutions. A new one begins with a verb. */
const NAMES_OF_LESSONS = splitWords(`
  accountId between bigRecords browsingSession closingEvent eventAt fuelHistory handler kinesis labCloud metricEvents
  parquetFiles parquetInTwoWays parquetSinkSql queueUrl refusedOf seededRandom sh smallRecords sql stackEvents
  stationReading subsetByHand subsetFlinkSql windowOf windowedMetricsSql
`);

/** Names that need no verb. */
export const GIVEN_NAMES = new Set([...NAMES_OF_OTHERS, ...NAMES_OF_LESSONS]);
