import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;

/** Answers what Java's and Joda-Time's own formatters write and read: a question a line, its words apart by U+001F. */
public class DateJudge {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) {
      String[] words = line.split("\u001f", -1);
      String answer;
      try {
        answer = "ok\u001f" + answer(words[0], words[1], words[2], words[3]);
      } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
        answer = "refused\u001f" + e.getMessage();
      }
      out.println(answer);
    }
    out.flush();
  }

  static String answer(String question, String pattern, String value, String zone) {
    switch (question) {
      case "java-writes":
        ZonedDateTime time = Instant.ofEpochMilli(Long.parseLong(value)).atZone(ZoneId.of(zone));
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
      case "java-reads":
        return String.valueOf(javaMillis(pattern, value));
      case "joda-writes":
        return DateTimeFormat.forPattern(pattern)
            .withLocale(Locale.ENGLISH)
            .print(new DateTime(Long.parseLong(value), DateTimeZone.forID(zone)));
      case "joda-reads":
        DateTime read =
            DateTimeFormat.forPattern(pattern)
                .withLocale(Locale.ENGLISH)
                .withChronology(org.joda.time.chrono.ISOChronology.getInstanceUTC())
                .withOffsetParsed()
                .parseDateTime(value);
        return read.getMillis() + " " + read.getZone().getID();
      default:
        throw new IllegalStateException(question);
    }
  }

  /** A part that the pattern lacks begins there. */
  static long javaMillis(String pattern, String text) {
    TemporalAccessor read =
        new DateTimeFormatterBuilder().appendPattern(pattern).toFormatter(Locale.US).parseUnresolved(text, new java.text.ParsePosition(0));
    if (read == null) throw new IllegalArgumentException("unreadable");
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
    if (!read.isSupported(ChronoField.YEAR) && !read.isSupported(ChronoField.YEAR_OF_ERA)) builder.parseDefaulting(ChronoField.YEAR, 1970);
    if (!read.isSupported(ChronoField.DAY_OF_YEAR)) {
      if (!read.isSupported(ChronoField.MONTH_OF_YEAR)) builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      if (!read.isSupported(ChronoField.DAY_OF_MONTH)) builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    for (ChronoField field : new ChronoField[] {ChronoField.HOUR_OF_DAY, ChronoField.MINUTE_OF_HOUR, ChronoField.SECOND_OF_MINUTE}) {
      if (!read.isSupported(field)) builder.parseDefaulting(field, 0);
    }
    return java.time.LocalDateTime.from(builder.toFormatter(Locale.US).parse(text))
        .toInstant(java.time.ZoneOffset.UTC)
        .toEpochMilli();
  }
}
