package io.phasegate.cli;

import io.phasegate.cli.ManifestFile.Manifest;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Explanation;
import io.phasegate.conversion.yaml.YamlWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasegate convert}: the webhook's conversion, offline, on files. */
@Command(
    name = "convert",
    description = {
      "Converts manifests to another version of their kind, as the webhook would.",
      "Objects of other kinds pass through as they are. Prints nothing unless all can be converted."
    },
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

  private enum Form {
    YAML,
    JSON
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      description = "Manifest to convert, YAML or JSON; - for standard input. Repeatable.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--output-version",
      paramLabel = "GROUP/VERSION",
      defaultValue = "",
      description = "Version to convert to; the kind's storage version if not given.")
  private String outputVersion = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "yaml|json",
      defaultValue = "yaml",
      description = "Form of the output, yaml if not given. JSON is one object a line.")
  private String output = "yaml";

  @Option(
      names = "--explain",
      description = "Say on standard error what became of each field, and why.")
  private boolean explain;

  @Override
  public Integer call() {
    Form form = form();
    ConversionRegistry registry = Kinds.registry();
    ApiVersion wanted = ApiVersion.of(outputVersion);
    if (!outputVersion.isEmpty()) {
      check(wanted, registry);
    }

    List<JsonObject> converted = new ArrayList<>();
    for (String file : files) {
      for (Manifest manifest : ManifestFile.read(file, System.in).manifests()) {
        converted.add(convert(manifest, wanted, registry));
      }
    }
    spec.commandLine().getOut().print(text(converted, form));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private Form form() {
    return switch (output.toLowerCase(Locale.ROOT)) {
      case "yaml" -> Form.YAML;
      case "json" -> Form.JSON;
      default -> throw new BadInput("--output is yaml or json, not \"" + output + "\"");
    };
  }

  private static void check(ApiVersion wanted, ConversionRegistry registry) {
    List<ApiVersion> known =
        registry.tables().stream()
            .flatMap(table -> List.of(table.spokeVersion(), table.hubVersion()).stream())
            .toList();
    if (!known.contains(wanted)) {
      throw new BadInput(
          "--output-version %s is not known; there is %s"
              .formatted(
                  wanted,
                  known.stream().map(ApiVersion::toString).collect(Collectors.joining(", "))));
    }
  }

  private JsonObject convert(Manifest manifest, ApiVersion wanted, ConversionRegistry registry) {
    JsonObject object = manifest.object();
    ApiVersion current = ApiVersion.of(object.textAt("apiVersion").orElseThrow());
    String kind = object.textAt("kind").orElseThrow();
    Optional<ConversionTable> table = registry.table(current.group(), kind);
    if (table.isEmpty()) {
      return object;
    }
    ApiVersion target = wanted.group().equals(current.group()) ? wanted : table.get().hubVersion();
    var converter = new Converter(registry);
    return switch (explain
        ? explained(manifest, target, converter)
        : converter.convert(object, target)) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) -> throw new BadInput(manifest.place() + ": " + reason);
    };
  }

  private Conversion explained(Manifest manifest, ApiVersion target, Converter converter) {
    Explanation explanation = converter.explain(manifest.object(), target);
    if (explanation.conversion() instanceof Conversion.Refused refused) {
      return refused;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s: %s to %s%n",
        manifest.place(), manifest.object().textAt("apiVersion").orElseThrow(), target);
    ExplanationText.lines(explanation).forEach(line -> err.println("  " + line));
    err.flush();
    return explanation.conversion();
  }

  private static String text(List<JsonObject> objects, Form form) {
    return switch (form) {
      case YAML -> objects.stream().map(YamlWriter::text).collect(Collectors.joining("---\n"));
      case JSON ->
          objects.stream()
              .map(JsonWriter::text)
              .map(line -> line + "\n")
              .collect(Collectors.joining());
    };
  }
}
