package io.phasegate.testkit.cluster.junit;

import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.junit.ClusterAvailability.Available;
import io.phasegate.testkit.cluster.junit.ClusterAvailability.Refused;
import io.phasegate.testkit.cluster.junit.ClusterAvailability.Skipped;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.Surroundings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link RealCluster} promises. */
final class RealClusterExtension
    implements ExecutionCondition, ParameterResolver, TestExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RealClusterExtension.class);

  private static final Namespace OURS = Namespace.create(RealClusterExtension.class);
  private static final Set<Class<?>> PARAMETERS =
      Set.of(Cluster.class, TestNamespace.class, ClusterPrograms.Found.class);

  /**
   * Decides once per run, and gives the class its place for a namespace. A condition, since it
   * comes before the constructor, which may ask for the cluster already.
   */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (availability(context)) {
      case Available(var programs) -> {
        SkipNotice.ofThisModule().remove();
        run(context).computeIfAbsent(SharedCluster.class, _ -> new SharedCluster(programs));
        context
            .getStore(OURS)
            .computeIfAbsent(
                ClassNamespace.class, _ -> new ClassNamespace(context.getRequiredTestClass()));
        yield ConditionEvaluationResult.enabled("the cluster's programs are there");
      }
      case Skipped(var sentence) -> {
        SkipNotice.ofThisModule().write(sentence);
        yield ConditionEvaluationResult.disabled(sentence);
      }
      case Refused(var sentence) -> throw new IllegalStateException(sentence);
    };
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SharedCluster shared = stored(context, SharedCluster.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == Cluster.class) {
      return shared.cluster();
    } else if (type == TestNamespace.class) {
      return stored(context, ClassNamespace.class).on(shared.cluster());
    } else {
      return shared.programs();
    }
  }

  /** Adds where the logs are to what a failed test says. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Optional<Path> logs = stored(context, SharedCluster.class).logs();
    throw logs.isEmpty() || failure instanceof TestAbortedException
        ? failure
        : FailureOnCluster.of(failure, logs.get());
  }

  private static ClusterAvailability availability(ExtensionContext context) {
    return run(context)
        .computeIfAbsent(
            ClusterAvailability.class,
            _ -> {
              var here = Surroundings.ofThisProcess();
              return ClusterAvailability.of(
                  here.wish(),
                  () ->
                      ClusterPrograms.find(
                          ClusterOptions.everything().programs(), here, LOG::info));
            },
            ClusterAvailability.class);
  }

  /** What lives as long as the test run; JUnit closes it at the end. */
  private static Store run(ExtensionContext context) {
    return context.getRoot().getStore(OURS);
  }

  private static <T> T stored(ExtensionContext context, Class<T> type) {
    return Objects.requireNonNull(
        context.getStore(OURS).get(type, type), "the condition has put one there");
  }
}
