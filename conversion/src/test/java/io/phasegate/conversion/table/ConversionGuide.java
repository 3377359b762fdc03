package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/conversion.md} from the tables. */
final class ConversionGuide {

  private static final String NOWHERE = "–";

  private ConversionGuide() {}

  static String text(List<ConversionTable> tables) {
    return Stream.concat(
            Stream.of(
                """
                <!-- Generated from the conversion tables; do not edit.
                     To write it anew: mvn test -pl conversion -Dtest=ConversionGuideTest -Dphasegate.docs=write \
                -->

                # What conversion does with your object

                A kind with two versions is one object seen in two ways. The API server stores it in one version, the
                *hub*, and asks the webhook whenever somebody reads or writes the other one, the *spoke*. Nothing that
                you write in one version is lost by being read, edited or stored in the other:

                - What both versions can say is **copied** or **moved**. These are live fields: whoever edits or deletes
                  one, in either version, wins.
                - What only one version can say is **kept** in an annotation while the object is seen in the other one,
                  and comes back untouched.
                - Nothing is guessed. An absent field stays absent, `null` stays `null`, an empty object stays empty,
                  and numbers keep their digits. Where a remark below says that absence is spelled out, the two
                  versions read absence differently.

                To see it for an object of yours, field by field:

                ```
                phasegate convert -f FILE --explain
                ```
                """),
            tables.stream().map(ConversionGuide::kind))
        .collect(Collectors.joining("\n"));
  }

  private static String kind(ConversionTable table) {
    String spoke = table.spoke();
    String hub = table.hub();
    return """
    # %s (%s)

    The spoke is `%s`; the hub, which is stored, is `%s`.

    %s
    ## Annotations

    | annotation | on | what it is |
    |---|---|---|
    %s

    Leave the payloads alone: they are written and read by conversion only. One that is edited into nonsense,
    or copied onto an object of the other version, counts as absent. Older annotations are read where there is
    no payload of ours yet, and are never written.

    ## Editing through the other version

    - Edit or delete a field that the other version has too: your edit wins, and what was saved about it is gone.
    - Edit anything else: what is kept in the payload stays as it was.
    - Delete the payload annotation: you delete what is kept in it.
    - A saved value that only made sense beside another one, such as a progress report beside its phase, comes back
      while that other one is still the same.
    - The API server fills in the defaults of the version that it stores before it converts. So a field that you
      never wrote may show up in the other version with its default.

    ## When the annotations grow too large

    All annotations of an object together may have %,d bytes. When the payload does not fit beside yours, it leaves
    out %s, in this order, and then whatever is largest, and names what is missing under
    `omitted`. Reading such an object works; writing it in `%s` would lose these fields, so admission refuses that.

    ## For GitOps tools

    These annotations are no part of what you wrote. Tell your tool to ignore them:

    ```yaml
    # Argo CD, in the Application
    ignoreDifferences:
      - group: %s
        kind: %s
        jqPathExpressions:
    %s
    ```

    Flux and others that apply on the server compare only fields that they own, and need nothing. Better still:
    keep your manifests in `%s`.
    """
        .formatted(
            table.kind(),
            table.group(),
            spoke,
            hub,
            table.parts().stream().map(part -> part(table, part)).collect(Collectors.joining("\n")),
            table.parts().stream()
                .flatMap(part -> annotations(table, part))
                .collect(Collectors.joining("\n")),
            AnnotationLimit.BYTES,
            table.firstToGo().stream()
                .map(path -> code(path.toString()))
                .collect(Collectors.joining(", ")),
            spoke,
            table.group(),
            table.kind(),
            table.parts().stream()
                .map(part -> "      - .metadata.annotations[\"%s\"]".formatted(part.payloadKey()))
                .collect(Collectors.joining("\n")),
            hub);
  }

  private static String part(ConversionTable table, Part part) {
    return """
    ## %s

    | %s | %s | remarks |
    |---|---|---|
    %s
    """
        .formatted(
            part.path(),
            table.spoke(),
            table.hub(),
            part.lines().stream()
                .flatMap(line -> rows(table, part, line))
                .collect(Collectors.joining("\n")));
  }

  private static Stream<String> rows(ConversionTable table, Part part, Mapping line) {
    String says = line.says(table.spoke(), table.hub());
    return switch (line) {
      case OnlyIn(var spokeOnly, var hubOnly) ->
          Stream.concat(
              spokeOnly.stream()
                  .map(path ->
                      row(code(path.toString()), NOWHERE, keptIn(part, path, Mapping::spokePaths))),
              hubOnly.stream()
                  .map(path ->
                      row(NOWHERE, code(path.toString()), keptIn(part, path, Mapping::hubPaths))));
      case EmptyObject(var spoke, var hub) ->
          Stream.of(row(code(spoke + ": {}"), code(hub + ": {}"), says));
      case Slot(var spoke, var key, _) ->
          Stream.of(row(code(spoke.toString()), "annotation " + code(key), says));
      default -> Stream.of(row(codes(line.spokePaths()), codes(line.hubPaths()), says));
    };
  }

  /** Where other lines take fields out of an object, only the rest of it is kept. */
  private static String keptIn(Part part, Path path, Function<Mapping, List<Path>> side) {
    boolean rest =
        part.lines().stream()
            .flatMap(line -> side.apply(line).stream())
            .anyMatch(other -> other.startsWith(path) && !other.equals(path));
    return (rest ? "All that has no line of its own is kept in " : "Kept in ")
        + code(part.payloadKey())
        + ".";
  }

  private static Stream<String> annotations(ConversionTable table, Part part) {
    Stream<String> slots =
        part.lines().stream()
            .flatMap(line ->
                line instanceof Slot(var spoke, var key, _)
                    ? Stream.of(
                        row(code(key), table.hub(), "live: stands for " + code(spoke.toString())))
                    : Stream.empty());
    Stream<String> payload =
        Stream.of(
            row(
                code(part.payloadKey()),
                "both",
                "payload: what the other version's %s says and this version cannot"
                    .formatted(code(part.path().toString()))));
    Stream<String> legacy =
        part.legacy().stream()
            .map(old ->
                row(
                    code(old.key()),
                    old.version().equals(table.spoke()) ? table.hub() : table.spoke(),
                    "older: read as " + code(old.field().toString())));
    Stream<String> scrubbed =
        part.scrubbed().stream().map(key -> row(code(key), "both", "older: removed unread"));
    return Stream.of(slots, payload, legacy, scrubbed).flatMap(rows -> rows);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String codes(List<Path> paths) {
    return paths.stream().map(path -> code(path.toString())).collect(Collectors.joining("<br>"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
