import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the integration tests of a package with JUnit, and writes a line of JSON for each of them.
 *
 * <p>Arguments: the package, the file of the lines, and how many seconds a test may take.
 */
public final class RunTests implements TestExecutionListener {
  private static final JsonMapper JSON = new JsonMapper();
  private final Path results;

  private RunTests(Path results) {
    this.results = results;
  }

  public static void main(String[] args) {
    String timeout = "junit.jupiter.execution.timeout.";
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(args[0]))
            .filters(ClassNameFilter.includeClassNamePatterns(".*IT"))
            .configurationParameter(timeout + "testable.method.default", args[2] + " s")
            .configurationParameter(timeout + "thread.mode.default", "SEPARATE_THREAD")
            .build(),
        new RunTests(Path.of(args[1])));
    // The clients' threads would keep the program alive.
    System.exit(0);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    write(test, "skipped", reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    // A class that fails has tests that never ran.
    boolean failed = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
    if (test.isTest() || failed) {
      write(test, failed ? "failed" : "passed", result.getThrowable().map(String::valueOf).orElse(""));
    }
  }

  private void write(TestIdentifier test, String outcome, String text) {
    Optional<Method> method =
        test.getSource().filter(MethodSource.class::isInstance).map(source -> ((MethodSource) source).getJavaMethod());
    List<String> annotations =
        method.stream()
            .flatMap(found -> Arrays.stream(found.getAnnotations()))
            .map(Annotation::annotationType)
            .map(Class::getSimpleName)
            .toList();
    String invocation = test.getUniqueIdObject().getLastSegment().getValue();
    String name =
        method.map(found -> found.getDeclaringClass().getSimpleName() + "." + found.getName()).orElse(test.getDisplayName())
            + (invocation.startsWith("#") ? "[" + invocation.substring(1) + "]" : "");
    Object line = Map.of("name", name, "outcome", outcome, "text", text, "annotations", annotations);
    try {
      Files.writeString(
          results, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
