package io.phasegate.cli;

import io.phasegate.reconciler.dgdr.copier.CopierOptions;
import io.phasegate.reconciler.dgdr.copier.HttpKubeApi;
import io.phasegate.reconciler.dgdr.copier.OutputCopier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code phasegate copy-output}: the sidecar of the profiling Job. */
@Command(
    name = "copy-output",
    description = {
      "Waits until the profiler beside it has ended, and publishes its result as a ConfigMap.",
      "Runs in the profiling Job's pod, which sets all of its options in the environment.",
      "Ends with 0 when the outcome was published, whatever it was; with 1 when it could not be."
    },
    mixinStandardHelpOptions = true)
final class CopyOutputCommand implements Callable<Integer> {

  private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/";

  @Option(names = "--namespace", required = true, description = "The namespace of it all.")
  private String namespace = "";

  @Option(names = "--pod", required = true, description = "The pod that this runs in.")
  private String pod = "";

  @Option(
      names = "--request-name",
      paramLabel = "NAME",
      required = true,
      description = "The DynamoGraphDeploymentRequest; the ConfigMap is called dgdr-output-NAME.")
  private String requestName = "";

  @Option(
      names = "--request-uid",
      paramLabel = "UID",
      required = true,
      description = "Its uid: the ConfigMap is deleted with it.")
  private String requestUid = "";

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      defaultValue = "/data",
      description = "Where the profiler writes; ${DEFAULT-VALUE} if not given.")
  private Path outputDir = Path.of("");

  @Option(
      names = "--profiler-container",
      paramLabel = "NAME",
      defaultValue = "profiler",
      description = "The container to wait for; ${DEFAULT-VALUE} if not given.")
  private String container = "";

  @Option(
      names = "--pace",
      paramLabel = "DURATION",
      defaultValue = "PT5S",
      description = "How often to look; ${DEFAULT-VALUE} if not given.")
  private Duration pace = Duration.ZERO;

  @Option(
      names = "--file-wait",
      paramLabel = "DURATION",
      defaultValue = "PT2M",
      description =
          "How long files may take to appear after the end; ${DEFAULT-VALUE} if not given.")
  private Duration fileWait = Duration.ZERO;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description =
          "How long the API server may be away before this gives up; ${DEFAULT-VALUE} if not"
              + " given.")
  private Duration patience = Duration.ZERO;

  @Option(
      names = "--api-server",
      paramLabel = "URL",
      defaultValue = "",
      description = "The API server; the pod's own cluster if not given.")
  private String apiServer = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = ACCOUNT + "token",
      description = "The token of the service account; ${DEFAULT-VALUE} if not given.")
  private Path tokenFile = Path.of("");

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = ACCOUNT + "ca.crt",
      description = "Certificates to trust; ${DEFAULT-VALUE} if not given.")
  private Path caFile = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    var options =
        new CopierOptions(
            namespace,
            pod,
            container,
            requestName,
            requestUid,
            outputDir,
            pace,
            fileWait,
            patience);
    try {
      var api = HttpKubeApi.to(server(), tokenFile, caFile);
      return new OutputCopier(options, api, InstantSource.system(), Thread::sleep, System.out)
          .run();
    } catch (IOException e) {
      throw new BadInput("--ca-file: " + Objects.toString(e.getMessage()));
    }
  }

  private URI server() {
    String host = Objects.requireNonNullElse(System.getenv("KUBERNETES_SERVICE_HOST"), "");
    if (apiServer.isEmpty() && host.isEmpty()) {
      throw new BadInput("--api-server is needed outside of a pod");
    }
    String port = Objects.requireNonNullElse(System.getenv("KUBERNETES_SERVICE_PORT"), "443");
    return URI.create(
        apiServer.isEmpty()
            ? "https://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port)
            : apiServer);
  }
}
