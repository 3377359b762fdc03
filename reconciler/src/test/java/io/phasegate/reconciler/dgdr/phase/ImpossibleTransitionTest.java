package io.phasegate.reconciler.dgdr.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transition that is not in the diagram cannot be written down: javac refuses it. */
class ImpossibleTransitionTest {

  /** Surefire starts the JVM with one jar that names all others, and tells them here. */
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir private Path classes;

  @Test
  void arrowOfThePhaseCompiles() {
    assertThat(compiled("Draft.pending(request).to(Arrow.FromPending.PROFILING_STARTED)"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Draft.pending(request).to(Arrow.FromDeploying.HEALTHY)",
        "Draft.ready(request, UNCHANGED).to(Arrow.FromProfiling.GENERATED)",
        "Draft.deployed(request, UNCHANGED).to(Arrow.FromDeploying.HELD_BACK)",
        "Draft.failed(request).to(Arrow.FromPending.PROFILING_STARTED)",
        "Draft.pending(request).to(Phase.DEPLOYED)"
      })
  void arrowOfAnotherPhaseDoesNot(String transition) {
    assertThat(compiled(transition)).contains("incompatible types");
  }

  /** What javac says about a method of this package that decides so; nothing when it is content. */
  private String compiled(String transition) {
    var source =
        """
        package io.phasegate.reconciler.dgdr.phase;

        import static io.phasegate.reconciler.dgdr.phase.Observed.Acceptance.UNCHANGED;

        import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
        import io.phasegate.reconciler.engine.kind.Next;
        import io.phasegate.reconciler.engine.kind.Request;

        class Written {
          static Next<DgdrStatus> down(Request<DynamoGraphDeploymentRequest> request) {
            return %s;
          }
        }
        """
            .formatted(transition);
    var said = new StringWriter();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            said,
            null,
            null,
            List.of("-proc:none", "-d", classes.toString(), "-classpath", CLASS_PATH),
            null,
            List.of(source(source)))
        .call();
    return said.toString();
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///Written.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
