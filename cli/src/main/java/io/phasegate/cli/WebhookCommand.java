package io.phasegate.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code phasegate webhook} for picocli: for its help, and for what was not said plainly. */
final class WebhookCommand implements Callable<Integer> {

  private final CommandSpec spec;

  private WebhookCommand() {
    spec = CommandSpec.wrapWithoutInspection(this);
  }

  /** The command with its options. */
  static CommandSpec spec() {
    CommandSpec spec = new WebhookCommand().spec.name("webhook").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Serves POST /convert, /mutate and /validate over HTTPS, and on the health port GET"
                + " /healthz,",
            "/readyz and /metrics. Ends with 0 on SIGTERM, when nothing is in flight any more.");
    for (WebhookOption option : WebhookOption.values()) {
      spec.addOption(
          OptionSpec.builder(option.option())
              .type(String.class)
              .arity("1")
              .paramLabel(option.label())
              .defaultValue(option.usual())
              .description(option.description())
              .build());
    }
    return spec;
  }

  @Override
  public Integer call() {
    return WebhookRun.with(values());
  }

  /** What was said, once it is parsed. */
  WebhookOptionValues values() {
    Map<WebhookOption, String> texts = new EnumMap<>(WebhookOption.class);
    for (WebhookOption option : WebhookOption.values()) {
      texts.put(option, Objects.toString(spec.findOption(option.option()).getValue(), ""));
    }
    return new WebhookOptionValues(texts);
  }
}
