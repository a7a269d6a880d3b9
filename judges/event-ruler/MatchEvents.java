import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.event.ruler.Ruler;

/**
 * Reads a pattern and an event per line, as JSON, and prints whether they match: true, false or invalid. For some patterns
 * with $or, the library's answer varies from one call to the next: then it prints varies.
 */
public class MatchEvents {
  private static final int CALLS = 16;

  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode item = mapper.readTree(line);
      String event = item.get("event").toString();
      String pattern = item.get("pattern").toString();
      String answer = match(event, pattern);
      for (int call = 1; call < CALLS; call++) if (!match(event, pattern).equals(answer)) answer = "varies";
      System.out.println(answer);
    }
  }

  private static String match(String event, String pattern) {
    try {
      return String.valueOf(Ruler.matchesRule(event, pattern));
    } catch (Exception refused) {
      return "invalid";
    }
  }
}
